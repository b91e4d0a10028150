#!/bin/sh
# Makes the cluster on the first start, then becomes PostgreSQL. The image has a shell and no other tools.
# MIGRATOR_PASSWORD_FILE: the first start also makes the application's database (DATABASE_NAME, agenthq) and its owner
# (MIGRATOR_USER, migrator), a plain login that may create roles, as on RDS.
set -eu
bin=/usr/lib/postgresql/17/bin

say_and_exit() {
  echo "$1" >&2
  exit 2
}

name() { # VARIABLE VALUE: it stands in SQL
  case $2 in
    '' | [!a-z]* | *[!a-z0-9_]*) say_and_exit "$1 is '$2': use lower-case letters, digits and '_', a letter first." ;;
  esac
}

read_password() {
  # A last line may end without a line feed.
  read -r password <"$MIGRATOR_PASSWORD_FILE" || true
  case $password in
    '' | *'$'*) say_and_exit "MIGRATOR_PASSWORD_FILE must hold a password without dollar signs." ;;
  esac
}

application() {
  [ -n "${MIGRATOR_PASSWORD_FILE:-}" ] || return 0
  user=${MIGRATOR_USER:-migrator}
  database=${DATABASE_NAME:-agenthq}
  # Not over a connection: nobody can connect yet, and the password is in no process's arguments.
  "$bin/postgres" --single -D "$PGDATA" -c jit=off -c exit_on_error=on postgres >/dev/null <<SQL
CREATE ROLE $user LOGIN CREATEROLE PASSWORD \$hq\$$password\$hq\$
CREATE DATABASE $database OWNER $user
SQL
}

if [ ! -e "$PGDATA/hq.initialised" ]; then
  if [ -e "$PGDATA/PG_VERSION" ]; then
    echo "The first start on this volume was interrupted, so $PGDATA is half made and has no data: delete the volume." >&2
    exit 1
  fi
  if [ ! -r "${POSTGRES_PASSWORD_FILE:-}" ]; then
    say_and_exit "POSTGRES_PASSWORD_FILE must name a readable file with the password of the user postgres."
  fi
  if [ -n "${MIGRATOR_PASSWORD_FILE:-}" ]; then
    [ -r "$MIGRATOR_PASSWORD_FILE" ] || say_and_exit "MIGRATOR_PASSWORD_FILE must name a readable file with a password."
    name MIGRATOR_USER "${MIGRATOR_USER:-migrator}"
    name DATABASE_NAME "${DATABASE_NAME:-agenthq}"
    read_password
  fi
  "$bin/initdb" --pgdata="$PGDATA" --username=postgres --pwfile="$POSTGRES_PASSWORD_FILE" --auth=scram-sha-256 \
    --encoding=UTF8 --locale-provider=builtin --builtin-locale=C.UTF-8 --locale=C.UTF-8 --data-checksums
  application
  : >"$PGDATA/hq.initialised"
fi
# Without LLVM in the image, queries must not ask for it. A schema for each organisation: the locks are as many as on RDS, for
# dumps take one for every table.
exec "$bin/postgres" -D "$PGDATA" -c jit=off -c max_locks_per_transaction=256 -c listen_addresses='*' -c hba_file=/etc/postgresql/pg_hba.conf \
  -c unix_socket_directories=/run/postgresql "$@"
