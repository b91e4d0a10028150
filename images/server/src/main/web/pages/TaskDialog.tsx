import { useEffect, useState } from 'preact/hooks';
import { api, type TaskEvent } from '../api';
import { useMay } from '../app';
import { capital, clock, duration, moment } from '../format';
import { useLoad, useSend } from '../hooks';
import { isOver } from '../tasks';
import { Dialog } from '../components/Dialog';
import { Failure } from '../components/Failure';
import { Progress, seconds } from './TaskCard';
import type { LiveTasks } from './useTasks';

interface Properties {
  id: string;
  live: LiveTasks;
  names: ReadonlyMap<string, string>;
  onClose: () => void;
}

/** One task with all that happened to it; it goes on while one looks. */
export function TaskDialog({ id, live, names, onClose }: Properties) {
  const may = useMay('member');
  const known = live.tasks.all.get(id);
  const detail = useDetail(id, `${known?.status} ${known?.attempts}`);
  const { busy, error, send } = useSend();
  const task = known ?? detail.data;
  if (task === null || task === undefined) {
    return (
      <Dialog title="Task" onClose={onClose}>
        <Failure error={detail.error} />
        {detail.error === null && <p>Loading…</p>}
      </Dialog>
    );
  }
  const cancel = () => send(async () => live.put(await api.cancelTask(id)));
  return (
    <Dialog title={task.title} onClose={onClose}>
      <p class="task-state" data-state={task.status} role="status">
        <span class="dot" aria-hidden="true" />
        {capital(task.status)}
      </p>
      {task.status === 'running' && <Progress task={task} />}
      <dl class="facts">
        <div>
          <dt>Agent</dt>
          <dd>{names.get(task.agentId) ?? 'Archived agent'}</dd>
        </div>
        <div>
          <dt>Made</dt>
          <dd>{moment(task.createdAt)}</dd>
        </div>
        <div>
          <dt>{isOver(task) ? 'Took' : 'Runs for'}</dt>
          <dd>{task.startedAt === null ? '–' : duration(seconds(task))}</dd>
        </div>
        <div>
          <dt>Attempts</dt>
          <dd>{task.attempts}</dd>
        </div>
      </dl>
      {task.result !== null && <Text title="Result" text={task.result} />}
      {task.error !== null && <Text title="Error" text={task.error} />}
      <h3>What happened</h3>
      <Failure error={detail.error} onRetry={detail.reload} />
      <Events events={detail.data?.events ?? []} />
      <Failure error={error} />
      {may && !isOver(task) && (
        <div class="actions">
          <button type="button" class="danger" disabled={busy} onClick={cancel}>
            Cancel task
          </button>
        </div>
      )}
    </Dialog>
  );
}

/** The task with its events, loaded again when it has come further. */
function useDetail(id: string, stage: string) {
  const [shown, setShown] = useState(stage);
  const detail = useLoad(() => api.task(id), [id, shown]);
  useEffect(() => setShown(stage), [stage]);
  return detail;
}

function Events({ events }: { events: readonly TaskEvent[] }) {
  return (
    <ol class="events">
      {events.map((event, index) => (
        <li key={index} data-kind={event.kind}>
          <time dateTime={event.at} title={moment(event.at)}>
            {clock(event.at)}
          </time>
          <span>
            <strong>{capital(event.kind)}</strong>
            {event.detail !== '' && <span class="event-detail">{event.detail}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Text({ title, text }: { title: string; text: string }) {
  return (
    <>
      <h3>{title}</h3>
      <p class="quote">{text}</p>
    </>
  );
}
