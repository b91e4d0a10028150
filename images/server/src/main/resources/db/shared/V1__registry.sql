-- What all organisations share: the registry, the ledger of their schemas, the queue.
-- Run as the owner role. Gateways may read the registry (Cohorts grants it); organisations' roles nothing: they call functions.

create table public.installation (
  singleton boolean primary key default true check (singleton),
  oldest_build integer not null default 1,
  created_at timestamptz not null default now()
);
comment on column public.installation.oldest_build is
  'The oldest build that may serve, by its newest shared migration. Only a contracting migration raises it.';
insert into public.installation default values;

create table public.cohorts (
  id integer primary key,
  gateway text not null unique,
  provisioner text not null unique,
  tenants integer not null default 0,
  created_at timestamptz not null default now()
);
comment on table public.cohorts is 'Some 500 organisations each, who share one gateway login and its pool.';

create table public.tenants (
  id text primary key check (id ~ '^[a-z0-9]{10}$'),
  slug text not null unique check (slug ~ '^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$' and slug !~ '--'),
  name text not null check (length(name) between 1 and 100),
  tier text not null,
  status text not null default 'active' check (status in ('active', 'suspended')),
  schema_name text not null unique,
  role_name text not null unique,
  cohort integer not null references public.cohorts,
  schema_version integer not null,
  created_at timestamptz not null default now()
);

create table public.tenant_migrations (
  tenant_id text not null references public.tenants,
  version integer not null,
  description text not null,
  checksum text not null,
  applied_at timestamptz not null default now(),
  primary key (tenant_id, version)
);
comment on table public.tenant_migrations is 'Written in the transaction that changed the organisation''s schema.';

create table public.jobs (
  tenant_id text not null references public.tenants,
  task_id uuid not null,
  run_at timestamptz not null default now(),
  attempt integer not null default 0,
  worker text,
  leased_until timestamptz,
  primary key (tenant_id, task_id)
);
comment on table public.jobs is 'Tasks to run. Ids only: what a task is stands in its organisation''s schema.';
create index jobs_due on public.jobs (run_at);

-- The organisation that the transaction acts for. The role is set by the server alone, so a job can only ever be
-- its own organisation's: the tenant is no parameter.
create function public.acting_tenant() returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  acting text;
begin
  select id into acting from public.tenants where role_name = current_setting('role');
  if acting is null then
    raise exception 'no organisation is set in this transaction' using errcode = 'insufficient_privilege';
  end if;
  return acting;
end $$;

create function public.enqueue_task(task uuid) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into public.jobs (tenant_id, task_id) values (public.acting_tenant(), task)
$$;

-- Removes the job of a task that has ended. With a worker: only while that worker holds it, and says whether it did.
create function public.finish_task(task uuid, holder text default null) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.jobs
   where tenant_id = public.acting_tenant() and task_id = task and (holder is null or worker = holder);
  return found;
end $$;

-- Gives the job back, to be run again after the delay; false when the worker no longer holds it.
create function public.retry_task(task uuid, holder text, delay interval) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.jobs set run_at = now() + delay, worker = null, leased_until = null
   where tenant_id = public.acting_tenant() and task_id = task and worker = holder;
  return found;
end $$;

-- Keeps the job with its worker for another lease; false when the worker no longer holds it.
create function public.extend_task(task uuid, holder text, lease interval) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.jobs set leased_until = now() + lease
   where tenant_id = public.acting_tenant() and task_id = task and worker = holder;
  return found;
end $$;

-- Jobs that are due, or whose worker is gone (its lease has run out), now held by the caller. Suspended organisations
-- keep theirs.
create function public.claim_tasks(holder text, most integer, lease interval)
returns table (tenant_id text, task_id uuid, attempt integer)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with due as (
    select j.tenant_id, j.task_id
      from public.jobs j join public.tenants t on t.id = j.tenant_id
     where j.run_at <= now() and (j.leased_until is null or j.leased_until < now()) and t.status = 'active'
     order by j.run_at
     limit most
       for update of j skip locked
  )
  update public.jobs j
     set worker = holder, leased_until = now() + lease, attempt = j.attempt + 1
    from due
   where j.tenant_id = due.tenant_id and j.task_id = due.task_id
  returning j.tenant_id, j.task_id, j.attempt
$$;

revoke execute on function public.claim_tasks(text, integer, interval) from public;

-- The two below say nothing of any organisation, yet are the servers' affair alone. Being called as an organisation's
-- role changes nothing about who logged in.
create function public.require_gateway() returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from public.cohorts where gateway = session_user) then
    raise exception 'only a gateway may do this' using errcode = 'insufficient_privilege';
  end if;
end $$;

-- Frees what earlier processes of a server instance held ('instance/…'), and says how many jobs that were. An instance
-- calls it when it starts: it has the port that only one living process can have.
create function public.release_tasks(instance text) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  released integer;
begin
  perform public.require_gateway();
  update public.jobs set worker = null, leased_until = null where starts_with(worker, instance || '/');
  get diagnostics released = row_count;
  return released;
end $$;

-- Jobs of served organisations that are due and nobody's, jobs that are somebody's, and the age of the oldest due one.
create function public.queue_depth(out waiting bigint, out leased bigint, out oldest_seconds double precision)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform public.require_gateway();
  select count(*) filter (where not held and j.run_at <= now()),
         count(*) filter (where held),
         coalesce(extract(epoch from max(now() - j.run_at) filter (where not held and j.run_at <= now())), 0)
    into waiting, leased, oldest_seconds
    from public.jobs j
    join public.tenants t on t.id = j.tenant_id
   cross join lateral (select coalesce(j.leased_until >= now(), false) as held) h
   where t.status = 'active';
end $$;
