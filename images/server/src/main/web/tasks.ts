/** The tasks that a board shows: parts of lists by state, and what the live updates say since. */
import type { Part, Task, TaskStatus } from './api';

export const STATES: readonly TaskStatus[] = ['queued', 'running', 'succeeded', 'failed', 'cancelled'];

export interface Tasks {
  all: ReadonlyMap<string, Task>;
  /** By state: where the next part begins; null when all is here, absent when nothing was loaded. */
  next: Readonly<Partial<Record<TaskStatus, string | null>>>;
}

export const NONE: Tasks = { all: new Map(), next: {} };

export const isOver = (task: Task): boolean => task.status !== 'queued' && task.status !== 'running';

/** With a task as it is now, unless something newer is known. */
export function withTask(tasks: Tasks, task: Task): Tasks {
  const known = tasks.all.get(task.id);
  if (known !== undefined && moment(known) > moment(task)) return tasks;
  return { ...tasks, all: new Map(tasks.all).set(task.id, task) };
}

/** With a part of a state's list. */
export function withPart(tasks: Tasks, status: TaskStatus, part: Part<Task>): Tasks {
  const grown = part.items.reduce(withTask, tasks);
  return { all: grown.all, next: { ...tasks.next, [status]: part.next } };
}

/** What a state's column shows, newest first. */
export function column(tasks: Tasks, status: TaskStatus): Task[] {
  return [...tasks.all.values()]
    .filter((task) => task.status === status)
    .sort((one, other) => other.createdAt.localeCompare(one.createdAt) || other.id.localeCompare(one.id));
}

/** Times have up to nine digits of a second, which Date would cut: they are compared as text of one length. */
function moment(task: Task): string {
  const [seconds, fraction] = task.updatedAt.replace('Z', '').split('.', 2);
  return `${seconds}.${(fraction ?? '').padEnd(9, '0')}`;
}
