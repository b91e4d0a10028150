# shellcheck shell=sh
# backup: one file with the database, the configuration and the fingerprints of the secrets; sealed, with the secrets, too.

backup_help() {
  cat <<'TEXT'
Usage: ./agenthq backup [--to FOLDER] [--passphrase-file FILE] [--keep N] [--quiet]

Writes agenthq-backup-TIME-VERSION.tar into FOLDER (backups/): the whole database as of one moment, the configuration, and
fingerprints of the secrets. Users notice nothing.
  --passphrase-file FILE  seal it by the first line of FILE (AES-256-GCM); then the secrets are in it, too
  --keep N                delete all but the newest N backups of that folder, once this one is whole
  --quiet                 say nothing unless it fails: for cron
Without a passphrase the secrets are NOT in it: keep the folder secrets/ elsewhere, or no backup can be restored after it is lost.
TEXT
}

command_backup() {
  backup_to=$home/backups
  backup_passphrase=
  backup_keep=
  backup_quiet=
  backup_writable=
  while [ $# -gt 0 ]; do
    case $1 in
      --to) backup_to=$(option_value "$@") || exit 2 && shift ;;
      --passphrase-file) backup_passphrase=$(option_value "$@") || exit 2 && shift ;;
      --keep) backup_keep=$(option_value "$@") || exit 2 && shift ;;
      --quiet) backup_quiet=yes ;;
      *) refuse "'backup' has no option '$1': './agenthq backup --help' lists them." ;;
    esac
    shift
  done
  case $backup_keep in
    *[!0-9]* | 0 | 0*) refuse "--keep is '$backup_keep': a number of backups, at least 1, is expected." ;;
  esac
  [ -z "$backup_passphrase" ] || require_passphrase "$backup_passphrase"
  # What is said of a failure is kept until there is one.
  if [ -n "$backup_quiet" ]; then
    mkdir -p "$home/state"
    exec 3>"$home/state/backup.said"
    on_failure=backup_failed
  fi
  installation_require
  mkdir -p "$backup_to" 2>/dev/null || true
  if [ -d "$backup_to" ] && [ -w "$backup_to" ]; then backup_writable=yes; fi
  [ -n "$backup_writable" ] ||
    refuse "the folder $backup_to cannot be written to: give another with --to, or its rights to $(id -un)."
  backup_to=$(CDPATH='' cd -- "$backup_to" && pwd -P)
  lock backup
  journal_begin backup
  backup_name=agenthq-backup-$(date -u +%Y%m%dT%H%M%SZ)-$version.tar
  [ -z "$backup_passphrase" ] || backup_name=$backup_name.sealed
  step dump "Dump the database" dump_database
  step pack "Write and read again $backup_to/$backup_name" pack_backup "$backup_to" "$backup_name" "$backup_passphrase"
  remove_dumps
  [ -z "$backup_keep" ] || keep_backups "$backup_to" "$backup_keep"
  journal_end
  [ -n "$backup_quiet" ] || printf '%s\n' "$backup_to/$backup_name"
}

backup_failed() { cat "$home/state/backup.said" >&2; }

# pack_backup FOLDER NAME PASSPHRASE-FILE: from the dumps. The name is there when the whole file is, and was read again.
pack_backup() {
  rm -rf "$1"/.agenthq-unfinished.* # of runs that were killed; the lock says that none of them runs
  doomed_folder=$1/.agenthq-unfinished.$$
  mkdir -p "$doomed_folder/home"
  chmod 700 "$doomed_folder"
  backup_manifest >"$doomed_folder/manifest"
  for part in .env config compose.override.yaml certificates; do
    [ ! -e "$home/$part" ] || cp -R "$home/$part" "$doomed_folder/home/"
  done
  seal=
  if [ -n "$3" ]; then
    seal=--sealed
    cp -R "$home/secrets" "$doomed_folder/home/"
  fi
  # shellcheck disable=SC2086
  if ! {
    [ -z "$3" ] || passphrase_of "$3"
    tar cf - -C "$doomed_folder" manifest home
  } | compose run --rm -T --no-deps pack pack $seal /tmp >"$doomed_folder/$2"; then
    fail "the backup could not be written into $1: $(tail -n 1 "$step_log"). Is there room on the disk? What was there is as it was."
  fi
  # What cannot be read is no backup.
  read_backup "$doomed_folder/$2" "$3" >"$doomed_folder/read"
  cmp -s "$doomed_folder/read" "$doomed_folder/manifest" ||
    fail "the backup that was just written into $1 does not read as it was written: look at that disk."
  mv "$doomed_folder/$2" "$1/$2"
  rm -rf "$doomed_folder"
  doomed_folder=
}

backup_manifest() {
  printf 'format=1\nversion=%s\npostgres=%s\nmade=%s\n' "$version" "$postgres_major" "$(now)"
  for name in $database_secrets; do
    printf 'secret.%s=%s\n' "$name" "$(fingerprint "$home/secrets" "$name")"
  done
}

# read_backup FILE PASSPHRASE-FILE [OPTION…]: compares all of it with its checksums and prints its manifest.
read_backup() {
  read_file=$1
  read_passphrase=$2
  shift 2
  [ -z "$read_passphrase" ] || set -- --passphrase "$@"
  {
    [ -z "$read_passphrase" ] || passphrase_of "$read_passphrase"
    cat "$read_file"
  } | compose run --rm -T --no-deps pack unpack "$@"
}

# keep_backups FOLDER N: the names sort by their time.
keep_backups() {
  for name in "$1"/agenthq-backup-*T*Z-*.tar "$1"/agenthq-backup-*T*Z-*.tar.sealed; do
    [ ! -f "$name" ] || printf '%s\n' "${name##*/}"
  done | LC_ALL=C sort -r | tail -n "+$(($2 + 1))" | while IFS= read -r name; do
    rm -f "$1/$name"
    say "Deleted $1/$name: the newest $2 are kept."
  done
}
