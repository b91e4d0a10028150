-- Databases that became organisations: what 'tenants adopt' did, so that it can be repeated, put back and ended.

create table public.adoptions (
  tenant_id text primary key check (tenant_id ~ '^[a-z0-9]{10}$'),
  slug text not null,
  way text not null check (way in ('move', 'copy')),
  state text not null check (state in ('started', 'adopted', 'confirmed', 'reverted')),
  source text not null,
  source_schema text not null,
  source_version integer not null,
  details jsonb not null default '{}',
  started_at timestamptz not null default now(),
  adopted_at timestamptz,
  ended_at timestamptz
);
comment on table public.adoptions is
  'Commands'' alone. No reference to tenants: it also tells of organisations that were made into nothing again.';
comment on column public.adoptions.details is
  'By table: rows and checksum when it was taken over; of a moved one its owner and grants.';
create index adoptions_by_slug on public.adoptions (slug);
