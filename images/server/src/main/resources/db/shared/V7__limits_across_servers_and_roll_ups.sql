-- Requests a minute over all servers, and usage by day and month.

-- What is left of each organisation's, or key's, rate. A row is made when somebody is asked for, and forgotten when it
-- has been full for long. Written with synchronous_commit off: a crash forgets half a second of counts, no more.
create table public.request_rates (
  subject text primary key,
  per_minute integer not null,
  rated_at double precision not null,
  free double precision not null,
  refilled_at double precision not null,
  leases jsonb not null default '{}'
) with (fillfactor = 50);
comment on table public.request_rates is
  'A token bucket each; times are seconds by this database''s clock. "free" is held by no server; below 0 it is a debt.';
comment on column public.request_rates.leases is
  'What servers hold: {"server": [tokens, end]}. After its end a lease is free again, whatever its server did.';

create table public.request_servers (
  server text primary key,
  seen_at timestamptz not null
);

-- Reports what a server let through of each subject's rate, and leases it what it may let through next:
-- [{"subject", "rate", "used", "want"}]. What the server held before counts as given back, so each lease replaces the
-- last one. Where there are several servers, none gets more than half of what is free.
create function public.lease_requests(asking text, asked jsonb, term double precision,
  out subject text, out leased double precision, out free double precision, out held double precision)
returns setof record
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '2s' as $$
#variable_conflict use_variable
declare
  one record;
  known public.request_rates;
  lease record;
  moment double precision;
  others jsonb;
  alone boolean := public.request_servers_seen(asking) <= 1;
begin
  -- For the transaction: what a crash would forget is not worth waiting for the disk.
  perform set_config('synchronous_commit', 'off', true);
  for one in
    select a.subject as name, a.rate, a.used, a.want
      from jsonb_to_recordset(asked) as a (subject text, rate integer, used double precision, want double precision)
     -- In one order: neither of two servers waits for the other in a circle.
     order by a.subject
  loop
    select r.* into known from public.request_rates r where r.subject = one.name for update;
    if not found then
      moment := extract(epoch from clock_timestamp());
      insert into public.request_rates (subject, per_minute, rated_at, free, refilled_at)
        values (one.name, one.rate, 0, one.rate, moment) on conflict do nothing;
      select r.* into strict known from public.request_rates r where r.subject = one.name for update;
    end if;
    moment := greatest(extract(epoch from clock_timestamp()), known.refilled_at);
    free := known.free;
    held := 0;
    others := '{}';
    for lease in
      select l.key as server, (l.value ->> 0)::double precision as tokens, (l.value ->> 1)::double precision as ends
        from jsonb_each(known.leases) l
    loop
      if lease.server = asking or lease.ends < moment then
        free := free + lease.tokens;
      else
        held := held + lease.tokens;
        others := others || jsonb_build_object(lease.server, jsonb_build_array(lease.tokens, lease.ends));
      end if;
    end loop;
    -- Servers hear of another tier within two seconds: until then one that has not is not believed.
    if one.rate <> known.per_minute and moment - known.rated_at > 5 then
      -- What a larger rate has more is there at once: an upgrade need not be waited for.
      free := free + greatest(one.rate - known.per_minute, 0);
      known.per_minute := one.rate;
      known.rated_at := moment;
    end if;
    free := least(free + (moment - known.refilled_at) * known.per_minute / 60, known.per_minute - held) - one.used;
    -- What was let through while the database was away is owed, for a minute at the most.
    free := greatest(free, -known.per_minute);
    leased := least(one.want, case when alone then floor(free) else ceil(floor(free) / 2) end);
    leased := greatest(floor(leased), 0);
    free := free - leased;
    if leased > 0 then
      -- A large part is not left for long with a server that may have died.
      others := others || jsonb_build_object(asking, jsonb_build_array(
        leased, moment + case when leased > known.per_minute / 10.0 then least(term, 4) else term end));
    end if;
    update public.request_rates r
       set per_minute = known.per_minute, rated_at = known.rated_at, free = lease_requests.free,
           refilled_at = moment, leases = others
     where r.subject = one.name;
    subject := one.name;
    return next;
  end loop;
end $$;

-- Says that a server is there, and how many were there in the last 15 seconds.
create function public.request_servers_seen(asking text) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  seen integer;
begin
  perform public.require_gateway();
  insert into public.request_servers as s (server, seen_at) values (asking, clock_timestamp())
    on conflict (server) do update set seen_at = excluded.seen_at
      -- Not with each lease.
      where s.seen_at < excluded.seen_at - interval '2 seconds';
  select count(*) into seen from public.request_servers s where s.seen_at > clock_timestamp() - interval '15 seconds';
  return seen;
end $$;

-- A server that stops is counted no more. Its leases it has given back, or they end by themselves.
create function public.leave_requests(asking text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform public.require_gateway();
  delete from public.request_servers s where s.server = asking;
end $$;

-- Forgets rates that have been full for long, and servers that are gone; says how many rates.
create function public.forget_requests() returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  forgotten integer;
begin
  perform public.require_gateway();
  delete from public.request_servers s where s.seen_at < clock_timestamp() - interval '1 hour';
  delete from public.request_rates r
   where r.subject in (
     select o.subject from public.request_rates o
      where o.refilled_at < extract(epoch from clock_timestamp()) - 600
        for update skip locked);
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;

-- Usage by day and month, which 'job roll-up' computes from the hours. Both stay when old hours are removed.
create table public.usage_days (
  tenant_id text not null references public.tenants on delete cascade,
  day date not null,
  api_calls bigint not null,
  task_runs bigint not null,
  task_seconds double precision not null,
  storage_bytes bigint not null,
  primary key (tenant_id, day)
);
create table public.usage_months (
  tenant_id text not null references public.tenants on delete cascade,
  month date not null,
  api_calls bigint not null,
  task_runs bigint not null,
  task_seconds double precision not null,
  storage_bytes bigint not null,
  primary key (tenant_id, month)
);
comment on table public.usage_months is 'The sums of usage_days; the first day stands for the month.';

create table public.usage_roll_up (
  singleton boolean primary key default true check (singleton),
  open_from date not null default '-infinity',
  hours_from date not null default '-infinity'
);
comment on column public.usage_roll_up.open_from is
  'Days before it are rolled up for good, unless usage_late names them.';
comment on column public.usage_roll_up.hours_from is
  'Of days before it, old hours may have been removed: later ones are added to what the day has.';
insert into public.usage_roll_up default values;

create table public.usage_late (
  tenant_id text not null references public.tenants on delete cascade,
  day date not null,
  times integer not null default 1,
  primary key (tenant_id, day)
);
comment on table public.usage_late is 'Days whose hours changed a day or more after they had ended: to be rolled up again.';

-- Whoever changes an hour that is a day old, or older, says so in the same transaction. It is an update also when it is
-- known, so that the roll-up that takes the word of it waits for the hour.
create function public.usage_came_late() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.usage_late as l (tenant_id, day) values (new.tenant_id, (new.hour at time zone 'UTC')::date)
    on conflict (tenant_id, day) do update set times = l.times + 1;
  return null;
end $$;
create trigger usage_late after insert or update on public.usage_hours for each row
  when (new.hour < now() - interval '24 hours')
  execute function public.usage_came_late();

-- Each organisation's days as of now: those that are rolled up, and the hours of those that are not.
create view public.usage_by_day as
  select d.tenant_id, d.day, d.api_calls, d.task_runs, d.task_seconds, d.storage_bytes
    from public.usage_days d cross join public.usage_roll_up r
   where d.day < r.open_from
     and (d.day < r.hours_from
          or not exists (select from public.usage_late l where l.tenant_id = d.tenant_id and l.day = d.day))
  union all
  select h.tenant_id, (h.hour at time zone 'UTC')::date, h.api_calls, h.task_runs, h.task_seconds, h.storage_bytes
    from public.usage_hours h cross join public.usage_roll_up r
   where h.hour >= r.open_from::timestamp at time zone 'UTC'
  union all
  select h.tenant_id, l.day, h.api_calls, h.task_runs, h.task_seconds, h.storage_bytes
    from public.usage_late l cross join public.usage_roll_up r
    join public.usage_hours h on h.tenant_id = l.tenant_id
     and h.hour >= l.day::timestamp at time zone 'UTC' and h.hour < (l.day + 1)::timestamp at time zone 'UTC'
   where l.day < r.open_from;
comment on view public.usage_by_day is 'Several rows a day: sum them; of storage take the most.';

-- The acting organisation's own days.
create function public.own_days(first date, until date)
returns table (day date, api_calls bigint, task_runs bigint, task_seconds double precision, storage_bytes bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select u.day, sum(u.api_calls)::bigint, sum(u.task_runs)::bigint, sum(u.task_seconds), max(u.storage_bytes)
    from public.usage_by_day u
   where u.tenant_id = (select public.acting_tenant()) and u.day >= first and u.day < until
   group by u.day
   order by u.day
$$;
