import { useState } from 'preact/hooks';
import { api, type Agent, type Task, type TaskStatus } from '../api';
import { useMay } from '../app';
import { capital } from '../format';
import { useLoad, useSend } from '../hooks';
import { go, type Place } from '../routes';
import { column, STATES } from '../tasks';
import { Connected } from '../components/Connected';
import { Failure } from '../components/Failure';
import { Icon } from '../components/Icon';
import { PageHead } from '../components/PageHead';
import { NewTask } from './NewTask';
import { TaskCard } from './TaskCard';
import { TaskDialog } from './TaskDialog';
import { type LiveTasks, useTasks } from './useTasks';

/** Tasks by state, as they change. */
export function Board({ place }: { place: Place }) {
  const live = useTasks();
  const agents = useLoad(allAgents, []);
  const [adding, setAdding] = useState(false);
  const [state, setState] = useState<TaskStatus>('running');
  const may = useMay('member');
  const names = new Map((agents.data ?? []).map((agent) => [agent.id, agent.name]));
  const open = place.search.get('task');
  return (
    <>
      <PageHead title="Board">
        <Connected connection={live.connection} />
        {may && (
          <button type="button" class="primary" onClick={() => setAdding(true)}>
            <Icon name="plus" /> New task
          </button>
        )}
      </PageHead>
      <Failure error={live.error} onRetry={live.reload} />
      <div class="states" role="group" aria-label="State shown">
        {STATES.map((one) => (
          <button key={one} type="button" data-state={one} aria-pressed={one === state} onClick={() => setState(one)}>
            {capital(one)} <Count live={live} state={one} />
          </button>
        ))}
      </div>
      <div class="board" aria-busy={live.loading}>
        {STATES.map((one) => (
          <Column key={one} live={live} state={one} shown={one === state} names={names} />
        ))}
      </div>
      <p class="visually-hidden" aria-live="polite">
        {live.news}
      </p>
      {adding && (
        <NewTask
          agents={agents.data}
          onClose={() => setAdding(false)}
          onMade={(task) => {
            live.put(task);
            setState('queued');
            setAdding(false);
          }}
        />
      )}
      {open !== null && (
        <TaskDialog id={open} live={live} names={names} onClose={() => go('/board', 'replace')} />
      )}
    </>
  );
}

/** All agents that are not archived, for their names. */
async function allAgents(): Promise<Agent[]> {
  const all: Agent[] = [];
  let cursor: string | null = null;
  do {
    const part: Awaited<ReturnType<typeof api.agents>> = await api.agents(cursor);
    all.push(...part.items);
    cursor = part.next;
  } while (cursor !== null && all.length < 1000);
  return all;
}

function Count({ live, state }: { live: LiveTasks; state: TaskStatus }) {
  const count = column(live.tasks, state).length;
  return (
    <span class="count">
      {count}
      {typeof live.tasks.next[state] === 'string' && '+'}
    </span>
  );
}

interface ColumnProperties {
  live: LiveTasks;
  state: TaskStatus;
  /** Whether a narrow window shows this one. */
  shown: boolean;
  names: ReadonlyMap<string, string>;
}

function Column({ live, state, shown, names }: ColumnProperties) {
  const { busy, error, send } = useSend();
  const tasks: Task[] = column(live.tasks, state);
  return (
    <section class="column" data-state={state} data-shown={shown} aria-labelledby={`state-${state}`}>
      <h2 id={`state-${state}`}>
        <span class="dot" aria-hidden="true" />
        {capital(state)} <Count live={live} state={state} />
      </h2>
      <ul>
        {tasks.map((task) => (
          <TaskCard key={task.id} task={task} agent={names.get(task.agentId)} />
        ))}
      </ul>
      {tasks.length === 0 && !live.loading && <p class="empty">{EMPTY[state]}</p>}
      <Failure error={error} />
      {typeof live.tasks.next[state] === 'string' && (
        <button type="button" class="more" disabled={busy} onClick={() => send(() => live.more(state))}>
          Show more <span class="visually-hidden">{state} tasks</span>
        </button>
      )}
    </section>
  );
}

const EMPTY: Record<TaskStatus, string> = {
  queued: 'Nothing waits.',
  running: 'Nothing runs right now.',
  succeeded: 'Nothing yet.',
  failed: 'Nothing failed.',
  cancelled: 'Nothing was cancelled.',
};
