/** The API's shapes, named as in api/openapi.json, and a function for each request that the page makes. */
import { request } from './http';

export type Role = 'owner' | 'member' | 'reader';
export type TaskStatus = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';
export type Health = 'ok' | 'degraded' | 'down';

export interface Limits {
  requestsPerMinute: number | null;
  agents: number | null;
  concurrentTasks: number | null;
  storageGb: number | null;
}

export interface ExceededLimit {
  name: string;
  tier: string | null;
  allowed: number;
  nextTier: string | null;
  nextAllowed: number | null;
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  requestId?: string;
  errors?: { pointer: string; detail: string }[];
  limit?: ExceededLimit;
}

export interface Session {
  kind: 'user' | 'key';
  role: Role;
  user: { id: string; email: string; name: string } | null;
  organization: { slug: string; name: string; tier: string; url: string; sample: boolean };
  csrfToken: string | null;
  renewBy: string | null;
}

export interface Organization {
  slug: string;
  name: string;
  tier: string;
  url: string;
  sample: boolean;
  limits: Limits;
  used: { agents: number; concurrentTasks: number; storageBytes: number };
  nextTier: { name: string; limits: Limits } | null;
}

export interface User {
  id: string;
  email: string;
  name: string;
  role: Role;
  status: 'active' | 'invited';
  createdAt: string;
  lastSignedInAt: string | null;
}

export interface Invitation {
  url: string | null;
  expiresAt: string;
  mailed: boolean;
}

export interface Key {
  id: string;
  name: string;
  role: Role;
  requestsPerMinute: number | null;
  createdAt: string;
}

export interface Agent {
  id: string;
  name: string;
  description: string;
  createdAt: string;
  archivedAt: string | null;
}

export interface Simulation {
  seconds?: number;
  failures?: number;
}

export interface TaskEvent {
  at: string;
  kind: 'queued' | 'started' | 'resumed' | 'returned' | 'retried' | 'succeeded' | 'failed' | 'cancelled';
  detail: string;
}

export interface Task {
  id: string;
  agentId: string;
  title: string;
  simulation: Simulation | null;
  status: TaskStatus;
  progress: number;
  attempts: number;
  result: string | null;
  error: string | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  updatedAt: string;
  events?: TaskEvent[];
}

export interface UsageItem {
  from: string;
  apiCalls: number;
  taskRuns: number;
  taskSeconds: number;
  storageBytes: number;
}

export interface Usage {
  by: 'hour' | 'day';
  from: string;
  to: string;
  items: UsageItem[];
}

export interface Status {
  status: Health;
  environment: string;
  version: string;
  startedAt: string;
  parts: { name: string; status: Health; detail: string }[];
}

/** A part of a list; `next` is the cursor of the part after it. */
export interface Part<T> {
  items: T[];
  next: string | null;
}

function query(values: Record<string, string | number | null | undefined>): string {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== null && value !== undefined) words.set(name, String(value));
  }
  return words.size === 0 ? '' : `?${words}`;
}

const at = (id: string) => encodeURIComponent(id);

export const api = {
  status: () => request<Status>('GET', '/api/status'),
  organization: () => request<Organization>('GET', '/api/organization'),

  session: () => request<Session>('GET', '/api/session'),
  signIn: (email: string, password: string) => request<Session>('POST', '/api/session', { email, password }),
  signInAsSample: () => request<Session>('POST', '/api/session/sample', {}),
  acceptInvitation: (body: { token: string; name?: string; password: string }) =>
    request<Session>('POST', '/api/session/invitation', body),
  changePassword: (currentPassword: string, newPassword: string) =>
    request<void>('POST', '/api/session/password', { currentPassword, newPassword }),
  signOut: () => request<void>('DELETE', '/api/session'),

  agents: (cursor?: string | null, limit = 100) => request<Part<Agent>>('GET', `/api/agents${query({ limit, cursor })}`),
  agent: (id: string) => request<Agent>('GET', `/api/agents/${at(id)}`),
  addAgent: (body: { name: string; description?: string }, once: string) =>
    request<Agent>('POST', '/api/agents', body, once),
  archiveAgent: (id: string) => request<void>('DELETE', `/api/agents/${at(id)}`),

  tasks: (status: TaskStatus, limit: number, cursor?: string | null) =>
    request<Part<Task>>('GET', `/api/tasks${query({ status, limit, cursor })}`),
  task: (id: string) => request<Task>('GET', `/api/tasks/${at(id)}`),
  addTask: (body: { agentId: string; title: string; simulation?: Simulation }, once: string) =>
    request<Task>('POST', '/api/tasks', body, once),
  cancelTask: (id: string) => request<Task>('POST', `/api/tasks/${at(id)}/cancel`, {}),

  usage: (from: Date, to: Date) =>
    request<Usage>('GET', `/api/usage${query({ by: 'day', from: from.toISOString(), to: to.toISOString() })}`),

  users: (cursor?: string | null) => request<Part<User>>('GET', `/api/users${query({ limit: 50, cursor })}`),
  invite: (body: { email: string; role: Role }, once: string) =>
    request<User & { invitation: Invitation }>('POST', '/api/users', body, once),
  changeRole: (id: string, role: Role) => request<User>('PATCH', `/api/users/${at(id)}`, { role }),
  removeUser: (id: string) => request<void>('DELETE', `/api/users/${at(id)}`),
  newLink: (id: string, once: string) => request<Invitation>('POST', `/api/users/${at(id)}/invitation`, {}, once),

  keys: (cursor?: string | null) => request<Part<Key>>('GET', `/api/keys${query({ limit: 50, cursor })}`),
  addKey: (body: { name: string; role: Role; requestsPerMinute: number | null }, once: string) =>
    request<Key & { key: string | null }>('POST', '/api/keys', body, once),
  revokeKey: (id: string) => request<void>('DELETE', `/api/keys/${at(id)}`),
};
