-- Samples, storage, usage, and word of changed tasks.

alter table public.tenants
  add column sample boolean not null default false,
  add column storage_bytes bigint not null default 0,
  add column storage_measured_at timestamptz;
comment on column public.tenants.sample is
  'Made by seed, and by nobody else: only such an organisation''s data may be made anew.';
create index tenants_by_measurement on public.tenants (storage_measured_at nulls first);

create table public.usage_hours (
  tenant_id text not null references public.tenants,
  hour timestamptz not null,
  api_calls bigint not null default 0,
  task_runs bigint not null default 0,
  task_seconds double precision not null default 0,
  storage_bytes bigint not null default 0,
  primary key (tenant_id, hour)
);
comment on column public.usage_hours.storage_bytes is 'The most that was measured in this hour.';

create table public.usage_sources (
  source text primary key,
  sequence bigint not null,
  recorded_at timestamptz not null default now()
);
comment on table public.usage_sources is
  'The newest batch of each metering process: one that comes again, as its answer was lost, is not counted again.';

-- Adds a batch of what a process counted: [{"tenant", "hour", "calls", "runs", "seconds"}]. False when this batch, or a
-- later one of the same process, was recorded before. An organisation that is gone is left out.
create function public.record_usage(process text, batch bigint, counted jsonb) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform public.require_gateway();
  insert into public.usage_sources as s (source, sequence) values (process, batch)
    on conflict (source) do update set sequence = excluded.sequence, recorded_at = now()
      where s.sequence < excluded.sequence;
  if not found then
    return false;
  end if;
  insert into public.usage_hours as u (tenant_id, hour, api_calls, task_runs, task_seconds)
    select c.tenant, date_trunc('hour', c.hour, 'UTC'), sum(c.calls), sum(c.runs), sum(c.seconds)
      from jsonb_to_recordset(counted)
        as c (tenant text, hour timestamptz, calls bigint, runs bigint, seconds double precision)
      join public.tenants t on t.id = c.tenant
     group by 1, 2
     order by 1, 2
    on conflict (tenant_id, hour) do update
      set api_calls = u.api_calls + excluded.api_calls,
          task_runs = u.task_runs + excluded.task_runs,
          task_seconds = u.task_seconds + excluded.task_seconds;
  return true;
end $$;

-- The acting organisation's own usage.
create function public.own_usage(first timestamptz, until timestamptz)
returns table (hour timestamptz, api_calls bigint, task_runs bigint, task_seconds double precision, storage_bytes bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select u.hour, u.api_calls, u.task_runs, u.task_seconds, u.storage_bytes
    from public.usage_hours u
   where u.tenant_id = public.acting_tenant() and u.hour >= first and u.hour < until
   order by u.hour
$$;

-- Measures the organisations that were measured longest ago, if that is long enough; says how many it measured.
create function public.measure_storage(most integer, older_than interval) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  one record;
  size bigint;
  measured integer := 0;
begin
  perform public.require_gateway();
  for one in
    select stale.id, stale.schema_name from (
      select t.id, t.schema_name from public.tenants t
       where t.storage_measured_at is null or t.storage_measured_at < now() - older_than
       order by t.storage_measured_at nulls first
       limit most
         for no key update skip locked
    ) stale
    -- In the order in which record_usage writes: neither waits for the other in a circle.
    order by stale.id
  loop
    -- By name and schema, as the catalogue's index has them: never a scan of all schemas' tables.
    select coalesce(sum(pg_total_relation_size(c.oid)), 0) into size
      from unnest(array['agents', 'tasks', 'task_events', 'api_keys', 'users', 'invitations', 'sessions',
                        'idempotency_keys']) as names (name)
      join pg_class c on c.relname = names.name and c.relnamespace = to_regnamespace(one.schema_name);
    update public.tenants set storage_bytes = size, storage_measured_at = now() where id = one.id;
    insert into public.usage_hours as u (tenant_id, hour, storage_bytes)
      values (one.id, date_trunc('hour', now(), 'UTC'), size)
      on conflict (tenant_id, hour) do update set storage_bytes = greatest(u.storage_bytes, excluded.storage_bytes);
    measured := measured + 1;
  end loop;
  return measured;
end $$;

-- Fires for every task that is made or changed, whoever does it; its organisation is the schema's. Listeners hear of it
-- when the change is committed. A task that is written with its time is history (samples, a restore), and no news.
create function public.touch_task() returns trigger
language plpgsql as $$
begin
  if tg_op = 'INSERT' and new.updated_at is not null then
    return new;
  end if;
  new.updated_at := pg_catalog.clock_timestamp();
  perform pg_catalog.pg_notify(
    'task_changed', pg_catalog.concat(pg_catalog.substr(tg_table_schema, 8), ' ', new.id));
  return new;
end $$;

-- Tells servers that what they remember of organisations, keys or people may be wrong. Who is meant is not said: they
-- forget all of it, and read it again.
create function public.access_changed() returns trigger
language plpgsql as $$
begin
  perform pg_catalog.pg_notify('access_changed', '');
  return null;
end $$;

-- Storage that grows is not told byte by byte: limits are whole gigabytes, so that steps of 100 MB are enough.
create trigger tenants_changed after update on public.tenants for each row
  when ((old.slug, old.name, old.tier, old.status, old.sample, old.storage_bytes / 100000000) is distinct from
        (new.slug, new.name, new.tier, new.status, new.sample, new.storage_bytes / 100000000))
  execute function public.access_changed();
create trigger tenants_deleted after delete on public.tenants for each row execute function public.access_changed();
