#!/bin/sh
# Makes the cluster on the first start, then becomes PostgreSQL. The image has a shell and no other tools.
set -eu
bin=/usr/lib/postgresql/17/bin
if [ ! -e "$PGDATA/hq.initialised" ]; then
  if [ -e "$PGDATA/PG_VERSION" ]; then
    echo "The first start on this volume was interrupted, so $PGDATA is half made and has no data: delete the volume." >&2
    exit 1
  fi
  if [ ! -r "${POSTGRES_PASSWORD_FILE:-}" ]; then
    echo "POSTGRES_PASSWORD_FILE must name a readable file with the password of the user postgres." >&2
    exit 2
  fi
  "$bin/initdb" --pgdata="$PGDATA" --username=postgres --pwfile="$POSTGRES_PASSWORD_FILE" --auth=scram-sha-256 \
    --encoding=UTF8 --locale-provider=builtin --builtin-locale=C.UTF-8 --locale=C.UTF-8 --data-checksums
  : >"$PGDATA/hq.initialised"
fi
# Without LLVM in the image, queries must not ask for it.
exec "$bin/postgres" -D "$PGDATA" -c jit=off -c listen_addresses='*' -c hba_file=/etc/postgresql/pg_hba.conf \
  -c unix_socket_directories=/run/postgresql "$@"
