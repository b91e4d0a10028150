-- What only a gateway may do it does for itself. In an organisation's transaction the login is a gateway, too: SQL that
-- got into one could book use to another organisation, read the queue's depth, or free other servers' jobs.

create or replace function public.require_gateway() returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if current_setting('role') <> 'none' or not exists (select from public.cohorts where gateway = session_user) then
    raise exception 'only a gateway may do this' using errcode = 'insufficient_privilege';
  end if;
end $$;
