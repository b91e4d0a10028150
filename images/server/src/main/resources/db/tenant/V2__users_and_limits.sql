-- People and their sessions, roles of keys, requests that may be repeated, word of changed tasks.

create table users (
  id uuid primary key default gen_random_uuid(),
  email text not null unique check (email = lower(email) and length(email) between 3 and 254),
  name text not null default '' check (length(name) <= 80),
  role text not null check (role in ('owner', 'member', 'reader')),
  password_hash text,
  created_at timestamptz not null default now(),
  last_signed_in_at timestamptz
);
comment on column users.password_hash is 'Argon2id in its usual text form; null until an invitation is accepted.';
create index users_newest on users (created_at desc, id desc);

create table invitations (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  secret_hash bytea not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
comment on table invitations is 'Links that set a password. A used, replaced or expired one is deleted.';
create index invitations_of_user on invitations (user_id);

create table sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  secret_hash bytea not null,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null
);
comment on table sessions is 'A session that has ended is deleted.';
create index sessions_of_user on sessions (user_id);

create table idempotency_keys (
  caller text not null,
  key text not null,
  request_hash bytea not null,
  status smallint,
  location text,
  body text,
  created_at timestamptz not null default now(),
  primary key (caller, key)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);

alter table api_keys
  add column role text not null default 'owner' check (role in ('owner', 'member', 'reader')),
  add column requests_per_minute integer check (requests_per_minute between 1 and 1000000);
create index api_keys_newest on api_keys (created_at desc, id desc) where revoked_at is null;

alter table agents add column archived_at timestamptz;
create index agents_newest on agents (created_at desc, id desc) where archived_at is null;

alter table tasks add column updated_at timestamptz;
update tasks set updated_at = coalesce(finished_at, started_at, created_at);
alter table tasks alter column updated_at set not null;
create index tasks_by_update on tasks (updated_at);
create trigger tasks_touch before insert or update on tasks for each row execute function public.touch_task();

create trigger api_keys_changed after update or delete on api_keys for each row
  execute function public.access_changed();
create trigger sessions_ended after delete on sessions for each row execute function public.access_changed();
create trigger users_changed after update of role, name, email on users for each row
  execute function public.access_changed();

grant select, insert, update, delete on users, invitations, sessions, idempotency_keys to ${role};

-- What seed made before there was the mark is marked: no other organisation has a key of this name.
update public.tenants set sample = true
 where schema_name = current_schema() and slug <> 'probe' and exists (select from api_keys where name = 'seed');
