# shellcheck shell=sh
# Runs inside the postgres image, which has dash and PostgreSQL's programs and nothing else: writes dumps into a folder,
# all of one moment. First word: the folder; second: how many dumps at once. PGHOST, PGDATABASE; PGPASSWORD_FILE.
#
#   roles.sql       all roles and memberships
#   base.dump       the database itself and everything that is no organisation's
#   0001.dump …     organisations' schemas, some in each: one dump holds a lock on every table that it reads, and
#                   PostgreSQL has a limited number of locks for all
#   dumps.done      the last to be written
set -eu
umask 022
folder=$1
jobs=$2
cd "$folder"
read -r PGPASSWORD <"$PGPASSWORD_FILE" || true
export PGPASSWORD PGUSER=postgres PATH=/usr/lib/postgresql/17/bin:/usr/bin:/bin
export PGOPTIONS='-c statement_timeout=0 -c idle_in_transaction_session_timeout=0 -c lock_timeout=300s'

query() { psql -X -q -A -t -v ON_ERROR_STOP=1 "$@"; }

# Roles belong to the cluster and to no snapshot: they are dumped first, and were the same in the snapshot, or again.
roles_sum="select md5(coalesce(string_agg(r::text, ',' order by r::text), '')) from (
  select concat_ws(' ', rolname, rolsuper, rolcreaterole, rolcanlogin, rolinherit, rolpassword) r from pg_authid
  union all select concat_ws(' ', roleid, member, grantor, admin_option, inherit_option, set_option) from pg_auth_members
) all_roles"

dump_roles() {
  sum=$(query -c "$roles_sum")
  pg_dumpall --roles-only --file=roles.all
  # The superuser is there already where it is restored.
  while IFS= read -r line; do
    [ "$line" = 'CREATE ROLE postgres;' ] || printf '%s\n' "$line"
  done <roles.all >roles.sql
  printf '%s' "$sum" >roles.sum
}

# Reads lines NUMBER<tab>SCHEMA, NUMBER<tab>SCHEMA …; each worker takes every n-th number.
SNAPSHOT_WORK='
set -eu
read -r before <roles.sum || true
read -r now <snapshot.sum
[ "$before" = "$now" ] || exit 0
: >roles.same
dump() { pg_dump --snapshot="$SNAPSHOT" --format=custom --compress=zstd:3 "$@"; }
worker() {
  while IFS="	" read -r number filter; do
    [ $((number % jobs)) -ne "$1" ] || printf "%b" "$filter" | dump --filter=- --file="$(printf %04d "$number").dump"
  done <batches
}
pids=
worker_number=0
while [ "$worker_number" -lt "$jobs" ]; do
  worker "$worker_number" &
  pids="$pids $!"
  worker_number=$((worker_number + 1))
done
dump --exclude-schema="tenant_*" --file=base.dump
for pid in $pids; do wait "$pid"; done
: >dumps.done
'
export SNAPSHOT_WORK jobs

snapshot_and_dump() {
  # A batch has at most as many tables as an eighth of the locks, so that the workers leave most of them to others, and
  # batches are of about the same size: the largest organisations are dealt out first.
  psql -X -q -v ON_ERROR_STOP=1 -v jobs="$jobs" <<SQL
begin isolation level repeatable read read only;
select pg_export_snapshot() as snapshot \gset
\setenv SNAPSHOT :snapshot
\pset tuples_only on
\pset format unaligned
\pset fieldsep '\t'
\o snapshot.sum
$roles_sum;
\o batches
with schemas as (
  select n.nspname name, count(*) relations, coalesce(sum(c.relpages), 0) pages
  from pg_namespace n left join pg_class c on c.relnamespace = n.oid and c.relkind in ('r', 'S', 'p', 'v', 'm')
  where n.nspname like 'tenant\_%' group by 1
), limits as (
  select greatest(:jobs, ceil(sum(relations) / greatest(1,
    current_setting('max_locks_per_transaction')::int * current_setting('max_connections')::int / 8 / :jobs)))::int batches
  from schemas
), dealt as (
  select name, 1 + (row_number() over (order by pages desc, name) - 1) % batches number from schemas, limits
)
select number, string_agg('include schema ' || name || '\n', '' order by name) from dealt group by 1 order by 1;
\o
\! eval "\$SNAPSHOT_WORK"
commit;
SQL
}

tries=0
until [ -e roles.same ]; do
  tries=$((tries + 1))
  if [ "$tries" -gt 10 ]; then
    echo "Organisations are made faster than their roles can be written down: try again when fewer sign up." >&2
    exit 1
  fi
  dump_roles
  snapshot_and_dump
done
if [ ! -e dumps.done ]; then
  echo "A dump failed; PostgreSQL's own words stand above." >&2
  exit 1
fi
