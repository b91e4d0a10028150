-- Lifecycle: where an organisation lives, since when it is served or not, what was done with it and who is at it.
-- Nothing here is the servers': gateways are granted nothing.

create table public.databases (
  name text primary key check (name ~ '^[a-z][a-z0-9_]{0,29}$'),
  created_at timestamptz not null default now()
);
comment on table public.databases is 'Where organisations'' schemas may be. ''main'' is the one that this registry is in.';
insert into public.databases (name) values ('main');

alter table public.cohorts add column database text not null default 'main' references public.databases;

alter table public.tenants
  add column database text not null default 'main' references public.databases,
  add column status_since timestamptz,
  add column status_reason text;
comment on column public.tenants.status_since is 'When the status last changed; null: since the organisation was made.';

create table public.tenant_events (
  id bigint generated always as identity primary key,
  tenant_id text not null,
  slug text not null,
  at timestamptz not null default clock_timestamp(),
  actor text not null,
  kind text not null check (kind ~ '^[a-z][a-z-]{0,39}$'),
  detail text not null
);
comment on table public.tenant_events is
  'What was done with organisations, and by whom. It outlives them, so it refers to none.';
create index tenant_events_by_tenant on public.tenant_events (tenant_id, id);
create index tenant_events_by_slug on public.tenant_events (slug, id);

create table public.tenant_operations (
  lock_key bigint primary key,
  what text not null,
  actor text not null,
  process bigint not null,
  backend integer not null default pg_backend_pid(),
  since timestamptz not null default clock_timestamp()
);
comment on table public.tenant_operations is
  'Who works on an organisation: true only while its backend holds the advisory lock of this key, which a killed command gives back.';

create table public.creation_requests (
  key_hash bytea primary key,
  tenant_id text not null unique references public.tenants on delete cascade,
  slug text not null,
  name text not null,
  tier text not null
);
comment on table public.creation_requests is
  'What a named request to make an organisation asked for (SHA-256 of its key): asked again, it is answered the same.';
