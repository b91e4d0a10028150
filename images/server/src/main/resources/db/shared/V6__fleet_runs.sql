-- Migrations of organisations' schemas as recorded runs: who began each, what it is to reach, and each organisation's part.

create table public.fleet_runs (
  id bigint generated always as identity primary key,
  version integer not null,
  begun_by text not null,
  begun_at timestamptz not null default now(),
  chosen boolean not null default false,
  canary double precision not null check (canary between 0 and 1),
  stop_at double precision not null check (stop_at between 0 and 1),
  stop_after integer not null check (stop_after >= 1),
  state text not null default 'running' check (state in ('running', 'done', 'failed', 'stopped', 'abandoned')),
  reason text,
  ended_at timestamptz
);
comment on column public.fleet_runs.chosen is 'Of organisations that an operator named, not of all that were behind.';
comment on column public.fleet_runs.state is
  'A running one whose processes are gone holds no advisory lock: the next run goes on with it.';

create table public.fleet_targets (
  run bigint not null references public.fleet_runs on delete cascade,
  tenant_id text not null references public.tenants on delete cascade,
  wave smallint not null,
  position integer not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'failed')),
  attempts integer not null default 0,
  not_before timestamptz not null default '-infinity',
  reason text,
  ended_at timestamptz,
  primary key (run, tenant_id)
);
comment on table public.fleet_targets is
  'Fixed when a run begins. An organisation''s row is changed in the transaction that changes its schema.';
create index fleet_targets_waiting on public.fleet_targets (run, wave, position) where state = 'waiting';
create index fleet_targets_of_tenant on public.fleet_targets (tenant_id);
