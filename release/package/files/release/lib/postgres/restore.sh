# shellcheck shell=sh
# Runs inside the postgres image: makes a cluster in the fresh volume, fills it from a folder of dumps (see dump.sh) and stops
# it in good order. First word: the folder; second: how many at once. The volume is thrown away where this fails.
set -eu
folder=$1
jobs=$2
cd "$folder"
export PGUSER=postgres PATH=/usr/lib/postgresql/17/bin:/usr/local/bin:/usr/bin:/bin PGOPTIONS='-c statement_timeout=0'

# Makes the cluster on the empty volume as the image always does, and asks instead of serving.
start-postgres -C server_version >/dev/null
# Nobody else reaches it: it has no network, and its socket is in this container. The roles' passwords are the backup's.
# What a crash would destroy is made anew, so nothing is forced to the disk before the end.
echo 'local all all trust' >/tmp/restore.hba
pg_ctl start --wait --timeout=120 --silent --pgdata="$PGDATA" --log=/tmp/postgres.log --options="-c hba_file=/tmp/restore.hba \
  -c listen_addresses= -c unix_socket_directories=/run/postgresql -c jit=off -c fsync=off -c full_page_writes=off \
  -c autovacuum=off -c wal_level=minimal -c max_wal_senders=0 -c max_wal_size=4GB -c maintenance_work_mem=64MB"

worker() {
  for dump in [0-9]*.dump; do
    number=1${dump%.dump} # not octal
    [ ! -e "$dump" ] || [ $((number % jobs)) -ne "$1" ] || pg_restore --exit-on-error --dbname="$PGDATABASE" "$dump"
  done
}

psql -X -q -v ON_ERROR_STOP=1 --dbname=postgres --file=roles.sql
pg_restore --exit-on-error --create --dbname=postgres base.dump
pids=
worker_number=0
while [ "$worker_number" -lt "$jobs" ]; do
  worker "$worker_number" &
  pids="$pids $!"
  worker_number=$((worker_number + 1))
done
for pid in $pids; do wait "$pid"; done
vacuumdb --quiet --analyze-only --jobs="$jobs" --dbname="$PGDATABASE"
pg_ctl stop --wait --timeout=600 --silent --mode=fast --pgdata="$PGDATA"
initdb --sync-only --pgdata="$PGDATA"
