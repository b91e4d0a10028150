-- Offboarding: who leaves and when they are purged, and what is kept of those who left.
-- Nothing here is the servers': gateways are granted nothing.

create table public.offboardings (
  tenant_id text primary key references public.tenants,
  started_at timestamptz not null default now(),
  started_by text not null,
  purge_after timestamptz not null,
  exported_at timestamptz,
  export_place text,
  export_sha256 text,
  export_bytes bigint,
  export_rows bigint,
  purging_since timestamptz,
  deleted jsonb
);
comment on column public.offboardings.purging_since is 'From then on nothing brings the organisation back but its export.';
comment on column public.offboardings.deleted is 'Rows by table, counted before the first was deleted.';

-- An organisation that is served again does not leave, whoever resumed it.
create function public.end_offboarding() returns trigger
language plpgsql as $$
begin
  if exists (select from public.offboardings o where o.tenant_id = new.id and o.purging_since is not null) then
    raise exception 'organisation % is being purged', new.slug using errcode = 'object_not_in_prerequisite_state';
  end if;
  delete from public.offboardings o where o.tenant_id = new.id;
  return null;
end $$;
create trigger tenants_resumed after update of status on public.tenants for each row
  when (new.status = 'active' and old.status <> 'active') execute function public.end_offboarding();

create table public.closed_accounts (
  tenant_id text not null,
  closed_at timestamptz not null,
  slug text not null,
  name text not null,
  tier text not null,
  created_at timestamptz not null,
  statement text not null,
  statement_place text,
  primary key (tenant_id, closed_at)
);
comment on table public.closed_accounts is
  'Whom an invoice was for, and the signed statement of what was deleted. Refers to no organisation: it has outlived it.';
create index closed_accounts_by_slug on public.closed_accounts (slug, closed_at);

create table public.closed_account_months (
  tenant_id text not null,
  month date not null,
  api_calls bigint not null,
  task_runs bigint not null,
  task_seconds double precision not null,
  storage_bytes bigint not null,
  primary key (tenant_id, month)
);
comment on table public.closed_account_months is 'What invoices were made from, by month (UTC); storage as the most of the month.';

create table public.statement_keys (
  kid text primary key,
  jwk text not null,
  since timestamptz not null default now()
);
comment on table public.statement_keys is
  'Every public key that statements were signed by: the private one follows from the migrator''s password, and changes with it.';
