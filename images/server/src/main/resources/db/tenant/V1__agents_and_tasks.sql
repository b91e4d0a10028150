-- One organisation's own tables. Run as the owner with search_path on the organisation's schema; ${role} is its role.

create table agents (
  id uuid primary key default gen_random_uuid(),
  name text not null unique check (length(name) between 1 and 80),
  description text not null default '' check (length(description) <= 500),
  created_at timestamptz not null default now()
);

create table tasks (
  id uuid primary key default gen_random_uuid(),
  agent_id uuid not null references agents,
  title text not null check (length(title) between 1 and 200),
  simulation jsonb,
  status text not null default 'queued'
    check (status in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  progress smallint not null default 0 check (progress between 0 and 100),
  attempts smallint not null default 0,
  result text,
  error text,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz
);
create index tasks_newest on tasks (created_at desc, id desc);
create index tasks_by_status on tasks (status, created_at desc, id desc);

create table task_events (
  id bigint generated always as identity primary key,
  task_id uuid not null references tasks,
  at timestamptz not null default now(),
  kind text not null,
  detail text not null default ''
);
create index task_events_by_task on task_events (task_id, id);

create table api_keys (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  secret_hash bytea not null unique,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);
create unique index api_keys_by_name on api_keys (name) where revoked_at is null;

grant select, insert, update, delete on agents, tasks, task_events, api_keys to ${role};
