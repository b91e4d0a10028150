import type { Task } from '../api';
import { duration } from '../format';
import { Ago } from '../components/Ago';
import { Link } from '../components/Link';

/** A task on the board; it opens its details. */
export function TaskCard({ task, agent }: { task: Task; agent: string | undefined }) {
  return (
    <li class="card">
      <Link to={`/board?task=${task.id}`}>
        <span class="card-title">{task.title}</span>
        <span class="card-agent">{agent ?? 'Archived agent'}</span>
        {task.status === 'running' && <Progress task={task} />}
        {task.status === 'failed' && task.error !== null && <span class="card-error">{task.error}</span>}
        <span class="card-foot">
          <Ago at={task.finishedAt ?? task.startedAt ?? task.createdAt} />
          {task.startedAt !== null && task.finishedAt !== null && <span>{duration(seconds(task))}</span>}
          {task.attempts > 1 && <span>{task.attempts} attempts</span>}
        </span>
      </Link>
    </li>
  );
}

/** How far a running task is. */
export function Progress({ task }: { task: Task }) {
  return (
    <span class="progress">
      <progress max={100} value={task.progress} aria-label={`Progress of ${task.title}`} />
      <span aria-hidden="true">{task.progress} %</span>
    </span>
  );
}

export function seconds(task: Task): number {
  const from = new Date(task.startedAt ?? task.createdAt).getTime();
  const to = new Date(task.finishedAt ?? task.updatedAt).getTime();
  return Math.max(0, Math.round((to - from) / 100) / 10);
}
