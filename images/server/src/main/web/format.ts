/** Figures, times and names for people, in the reader's own language's way of writing them. */
import type { Limits } from './api';

const NUMBER = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });
const COMPACT = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });
const MOMENT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const CLOCK = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const DAY = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' });
const AGO = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });

export const GIGABYTE = 1024 ** 3;

export const number = (value: number): string => NUMBER.format(value);
export const compact = (value: number): string => COMPACT.format(value);
export const moment = (iso: string): string => MOMENT.format(new Date(iso));
export const clock = (iso: string): string => CLOCK.format(new Date(iso));
/** A day as the API counts it: in UTC. */
export const day = (iso: string): string => DAY.format(new Date(iso));

export function bytes(value: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let size = value;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${NUMBER.format(size)} ${units[unit]}`;
}

/** A span of time, roughly: 8 s, 3 min, 1.5 h. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${NUMBER.format(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${NUMBER.format(seconds / 3600)} h`;
}

/** How long ago a moment was; `now` in milliseconds. */
export function ago(iso: string, now: number): string {
  const seconds = (new Date(iso).getTime() - now) / 1000;
  const size = Math.abs(seconds);
  if (size < 45) return 'just now';
  if (size < 3600) return AGO.format(Math.round(seconds / 60), 'minute');
  if (size < 86_400) return AGO.format(Math.round(seconds / 3600), 'hour');
  if (size < 30 * 86_400) return AGO.format(Math.round(seconds / 86_400), 'day');
  return DAY.format(new Date(iso));
}

export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const LIMIT_NAMES: Record<string, string> = {
  requestsPerMinute: 'requests a minute',
  agents: 'agents',
  concurrentTasks: 'tasks at the same time',
  storageGb: 'GB of storage',
  requestsPerMinuteOfKey: 'requests a minute for this key',
  requestsPerMinuteOfAddress: 'requests a minute from one address',
  signIns: 'wrong passwords in 15 minutes',
  passwordChanges: 'changes of a password in 15 minutes',
  streams: 'live connections',
};

/** What a limit counts, after its figure: "10 tasks at the same time". */
export const limitName = (name: string): string => LIMIT_NAMES[name] ?? name;

/** A tier's limits in one line. */
export function limitsLine(limits: Limits): string {
  if (Object.values(limits).every((allowed) => allowed === null)) return 'everything as agreed';
  return (Object.keys(limits) as (keyof Limits)[])
    .map((name) => {
      const allowed = limits[name];
      return allowed === null ? `${limitName(name)} as agreed` : `${number(allowed)} ${limitName(name)}`;
    })
    .join(' · ');
}
