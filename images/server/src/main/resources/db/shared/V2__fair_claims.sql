-- Claims by turns: the organisation that runs the least goes first, and none takes all of a server's workers. With
-- claim_tasks, which older builds still call, one organisation's long tasks held up everybody's.

create index jobs_of_tenant on public.jobs (tenant_id, run_at);
create index jobs_held on public.jobs (worker) where worker is not null;

-- As claim_tasks, for a holder 'process-…'; an organisation has at most `share` jobs with the process at once.
create function public.claim_in_turn(process text, holder text, most integer, share integer, lease interval)
returns table (tenant_id text, task_id uuid)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with recursive waiting (id) as (
    -- The organisations with jobs, by one step in the index each, however many jobs they have.
    (select min(j.tenant_id) from public.jobs j)
    union all
    select (select min(j.tenant_id) from public.jobs j where j.tenant_id > w.id) from waiting w where w.id is not null
  ), held as (
    select j.tenant_id, count(*) filter (where j.leased_until >= now()) as anywhere,
           count(*) filter (where starts_with(j.worker, process || '-')) as here
      from public.jobs j where j.worker is not null group by j.tenant_id
  ), candidates as (
    select c.tenant_id, c.task_id, c.run_at,
           coalesce(h.anywhere, 0) + row_number() over (partition by c.tenant_id order by c.run_at) as turn,
           coalesce(h.here, 0) + row_number() over (partition by c.tenant_id order by c.run_at) as places
      from waiting w
      join public.tenants t on t.id = w.id and t.status = 'active'
      left join held h on h.tenant_id = w.id
     cross join lateral (
       select j.tenant_id, j.task_id, j.run_at from public.jobs j
        where j.tenant_id = w.id and j.run_at <= now() and (j.leased_until is null or j.leased_until < now())
        order by j.run_at limit most
     ) c
  ), due as (
    select j.tenant_id, j.task_id
      from candidates c join public.jobs j on j.tenant_id = c.tenant_id and j.task_id = c.task_id
     where c.places <= share and j.run_at <= now() and (j.leased_until is null or j.leased_until < now())
     order by c.turn, c.run_at
     limit most
       for update of j skip locked
  )
  update public.jobs j
     set worker = holder, leased_until = now() + lease, attempt = j.attempt + 1
    from due
   where j.tenant_id = due.tenant_id and j.task_id = due.task_id
  returning j.tenant_id, j.task_id
$$;

revoke execute on function public.claim_in_turn(text, text, integer, integer, interval) from public;
do $$
declare
  gateway text;
begin
  for gateway in select c.gateway from public.cohorts c loop
    execute format(
      'grant execute on function public.claim_in_turn(text, text, integer, integer, interval) to %I', gateway);
  end loop;
end $$;
