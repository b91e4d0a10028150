import { useCallback, useEffect, useState } from 'preact/hooks';
import { api, type Task, type TaskStatus } from '../api';
import { useLoad } from '../hooks';
import { type Connection, follow } from '../live';
import { isOver, NONE, STATES, type Tasks, withPart, withTask } from '../tasks';
import type { ApiError } from '../http';

const FIRST = 15;
const MORE = 30;

export interface LiveTasks {
  tasks: Tasks;
  connection: Connection;
  /** What happened last, for those who hear it. */
  news: string;
  loading: boolean;
  error: ApiError | null;
  put(task: Task): void;
  more(status: TaskStatus): Promise<void>;
  reload(): void;
}

/** The board's tasks: loaded once, then kept up to date, and loaded again after a time without news. */
export function useTasks(): LiveTasks {
  const [tasks, setTasks] = useState<Tasks>(NONE);
  const [connection, setConnection] = useState<Connection>('connecting');
  const [news, setNews] = useState('');

  const put = useCallback((task: Task) => setTasks((old) => withTask(old, task)), []);
  const { data, error, reload } = useLoad(async () => {
    const parts = await Promise.all(STATES.map((status) => api.tasks(status, FIRST)));
    setTasks((old) => STATES.reduce((sum, status, index) => withPart(sum, status, parts[index]!), old));
    return true;
  }, []);

  useEffect(
    () =>
      follow({
        onTask(task) {
          put(task);
          if (isOver(task)) setNews(`“${task.title}” ${task.status}`);
        },
        onConnection: setConnection,
        onReturn: reload,
      }),
    [],
  );

  const more = useCallback(
    async (status: TaskStatus) => {
      const part = await api.tasks(status, MORE, tasks.next[status] ?? null);
      setTasks((old) => withPart(old, status, part));
    },
    [tasks],
  );
  return { tasks, connection, news, loading: data === null && error === null, error, put, more, reload };
}
