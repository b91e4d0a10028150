# shellcheck shell=sh
# The database as backup, restore and upgrade see it.

# Which volume PostgreSQL's data are in: a restore fills another one beside it and then writes its name here.
postgres_volume_file=$home/state/postgres-volume

postgres_volume() {
  cat "$postgres_volume_file" 2>/dev/null || printf '%s_postgres-data\n' "$(project)"
}

# How many dumps, or restores, at once: as many as there are processors, at most four.
dump_jobs() {
  jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
  [ "$jobs" -le 4 ] || jobs=4
  printf '%s\n' "$jobs"
}

# The volume that dumps pass through, between the image that has PostgreSQL's programs and the one that packs.
remove_dumps() { docker volume rm --force "$(project)_dumps" >/dev/null; }

# dump_database: every dump of one moment, into that volume.
dump_database() {
  remove_dumps
  compose run --rm --no-TTY --no-deps dump "$(cat "$release/lib/postgres/dump.sh")" dump /tmp "$(dump_jobs)" </dev/null
}

# The secrets that a database belongs to; others, such as a mail server's password, may change without harm.
database_secrets='gateway-secret migrator-password postgres-password'

# fingerprint FOLDER NAME: tells whether a secret is the same without telling what it is; all are 192 random bits.
fingerprint() {
  printf 'agenthq backup\n' | cat - "$1/$2" | checksums | cut -d ' ' -f 1
}

# run_server_command WORDS…: a command of the server's image that changes the database.
run_operation() { compose run --rm --no-TTY --no-deps operations "$@" </dev/null; }

# passphrase_of FILE: its first line. On a pipe, never in arguments.
passphrase_of() { head -n 1 "$1"; }

require_passphrase() {
  [ -r "$1" ] || refuse "the passphrase file $1 cannot be read: give the path of a file whose first line is the passphrase."
  [ -n "$(passphrase_of "$1")" ] || refuse "the first line of $1 is empty: it must be the passphrase."
}
