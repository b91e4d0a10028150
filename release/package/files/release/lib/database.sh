# shellcheck shell=sh
# The database as backup, restore and upgrade see it.

# Which volume PostgreSQL's data are in: a restore fills another one beside it and then writes its name here.
postgres_volume_file=$home/state/postgres-volume
if [ -r "$postgres_volume_file" ]; then
  read -r POSTGRES_VOLUME <"$postgres_volume_file"
  export POSTGRES_VOLUME
fi

postgres_volume() { printf '%s\n' "${POSTGRES_VOLUME:-${AGENTHQ_PROJECT}_postgres-data}"; }

# use_postgres_volume NAME: from the next start on.
use_postgres_volume() {
  POSTGRES_VOLUME=$1
  export POSTGRES_VOLUME
  printf '%s\n' "$1" | write_whole "$postgres_volume_file"
}

# The major version of PostgreSQL: another one cannot read the data.
postgres_major='@{database.version}'

# How many dumps, or restores, at once: as many as there are processors, at most four.
dump_jobs() {
  jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
  [ "$jobs" -le 4 ] || jobs=4
  printf '%s\n' "$jobs"
}

# The volume that dumps pass through, between the image that has PostgreSQL's programs and the one that packs.
remove_dumps() { docker volume rm --force "${AGENTHQ_PROJECT}_dumps" >/dev/null; }

# dump_database: every dump of one moment, into that volume.
dump_database() {
  remove_dumps
  compose run --rm -T --no-deps dump "$(cat "$release/lib/postgres/dump.sh")" dump /tmp "$(dump_jobs)" </dev/null
}

# The secrets that a database belongs to; others, such as a mail server's password, may change without harm.
database_secrets='gateway-secret migrator-password postgres-password'

# fingerprint FOLDER NAME: tells whether a secret is the same without telling what it is; all are 192 random bits.
fingerprint() {
  printf 'agenthq backup\n' | cat - "$1/$2" | checksums | cut -d ' ' -f 1
}

# passphrase_of FILE: its first line. On a pipe, never in arguments.
passphrase_of() { head -n 1 "$1"; }

# run_tool WORDS…: release/tool, in the server's image.
run_tool() { compose run --rm -T --no-deps tool "$@"; }

require_passphrase() {
  [ -r "$1" ] || refuse "the passphrase file $1 cannot be read: give the path of a file whose first line is the passphrase."
  [ -n "$(passphrase_of "$1")" ] || refuse "the first line of $1 is empty: it must be the passphrase."
}
