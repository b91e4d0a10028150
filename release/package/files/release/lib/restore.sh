# shellcheck shell=sh
# restore: fills a fresh volume beside the running database and switches over when it is whole. Until then nothing is touched.

restore_help() {
  cat <<'TEXT'
Usage: ./agenthq restore FILE [--passphrase-file FILE] [--with-secrets] [--with-configuration]

Brings the database back as a backup has it. What was written since is in no backup: it stays in the old volume, whose name is
said at the end.
  --passphrase-file FILE  opens a sealed backup
  --with-secrets          take the backup's secrets, too (a sealed one has them): for a new host, or when secrets/ was lost
  --with-configuration    take its .env, compose.override.yaml, config/ and certificates/, too
Refused before anything is touched: a damaged or cut file, a backup of other secrets, of a newer version or another major one.
TEXT
}

command_restore() {
  restore_file=
  restore_passphrase=
  restore_secrets=no
  restore_configuration=no
  while [ $# -gt 0 ]; do
    case $1 in
      --passphrase-file) restore_passphrase=$(option_value "$@") || exit 2 && shift ;;
      --with-secrets) restore_secrets=yes ;;
      --with-configuration) restore_configuration=yes ;;
      -*) refuse "'restore' has no option '$1': './agenthq restore --help' lists them." ;;
      *)
        [ -z "$restore_file" ] || refuse "one backup is expected; there are '$restore_file' and '$1'."
        restore_file=$1
        ;;
    esac
    shift
  done
  restore_continues
  [ -n "$restore_file" ] || refuse "which backup? './agenthq restore FILE'; they are in $home/backups unless --to said otherwise."
  [ -r "$restore_file" ] || restore_without_file
  if ! journal_has switch; then
    [ -r "$restore_file" ] || refuse "the backup $restore_file is not there or cannot be read."
    [ -z "$restore_passphrase" ] || require_passphrase "$restore_passphrase"
  fi
  installation_require
  lock restore
  journal_begin restore
  restore_remembers
  if journal_has switch; then
    # The new volume is in use already: what is left is to start everything on it.
    step start "Start on the restored database" start_restored
    end_restore
    return 0
  fi
  restored=$home/state/restored
  on_failure=restore_gives_up
  rm -rf "$restored"
  mkdir -p "$restored"
  step read "Read the backup and compare every file" unpack_for_restore
  check_backup "$restored/manifest"
  [ -n "$(journal_get volume)" ] || journal_set volume "${AGENTHQ_PROJECT}_postgres-data-$(date -u +%Y%m%dT%H%M%SZ)"
  [ -n "$(journal_get before)" ] || journal_set before "$(postgres_volume)"
  step fill "Fill a fresh database beside the running one" fill_volume
  journal_has keep || step keep "Keep configuration and secrets as they are now" snapshot_home "$home/state/snapshots/before-restore"
  on_failure=restore_goes_back
  step switch "Switch to it" switch_volume
  step start "Start on the restored database" start_restored
  on_failure=
  end_restore
}

# An interrupted restore is finished by './agenthq restore' alone: the journal knows what it was told.
restore_remembers() {
  case $restore_file in
    /*) ;;
    *) restore_file=$(pwd -P)/$restore_file ;;
  esac
  case $restore_passphrase in
    '' | /*) ;;
    *) restore_passphrase=$(pwd -P)/$restore_passphrase ;;
  esac
  for name in file passphrase secrets configuration; do
    eval "journal_set \"$name\" \"\$restore_$name\""
  done
}

restore_continues() {
  if [ -n "$restore_file" ] || [ "$(journal_command)" != restore ]; then return 0; fi
  for name in file passphrase secrets configuration; do
    eval "restore_$name=\$(journal_get \"$name\")"
  done
}

# restore_without_file: an interrupted restore whose file is gone can only be undone.
restore_without_file() {
  if [ "$(journal_command)" != restore ] || journal_has switch; then return 0; fi
  installation_require
  lock restore
  restored=$home/state/restored
  step_log=$home/state/restore.log
  say "The backup $restore_file is not there or cannot be read: the restore that was interrupted is undone."
  if grep -q -x 'begun switch' "$journal"; then restore_goes_back; else restore_gives_up; fi
  said=yes
  exit 1
}

unpack_for_restore() {
  remove_dumps
  # The volume takes the mode of the folder that it is first seen at: everybody's /tmp.
  compose run --rm -T --no-deps dump : </dev/null
  # One reading of a file that may be large: the dumps into the volume, manifest and the host's files here.
  if ! read_backup "$restore_file" "$restore_passphrase" --to /tmp --home >"$restored/home.tar"; then
    fail "$restore_file cannot be restored: $(grep '^tool: ' "$step_log" | tail -n 1 | cut -c 7-)."
  fi
  tar xf "$restored/home.tar" -C "$restored"
}

backup_value() { sed -n "s/^$2=//p" "$1" | head -n 1; }

check_backup() {
  backup_version=$(backup_value "$1" version)
  [ "$(backup_value "$1" format)" = 1 ] ||
    refuse "$restore_file is of a format that this release ($version) does not know: restore it with release $backup_version."
  [ "$(backup_value "$1" postgres)" = "$postgres_major" ] ||
    refuse "$restore_file is of PostgreSQL $(backup_value "$1" postgres), and this release has $postgres_major: restore it with release $backup_version, then upgrade."
  [ "${backup_version%%.*}" = "${version%%.*}" ] ||
    refuse "$restore_file is of release $backup_version, another major version than $version: restore it with that release, then upgrade."
  version_at_most "$backup_version" "$version" ||
    refuse "$restore_file is of release $backup_version, newer than $version: upgrade first."
  if [ "$restore_secrets" = yes ]; then
    [ -d "$restored/home/secrets" ] ||
      refuse "$restore_file has no secrets: only a sealed backup does. Put the folder secrets/ of that time back, and leave --with-secrets out."
    secrets_of=$restored/home/secrets
  else
    secrets_of=$home/secrets
  fi
  if [ "$restore_configuration" = yes ]; then
    # Refused before anything is touched. Its certificates are the backup's, too.
    (
      home=$restored/home
      settings=$home/.env
      settings_load
      settings_check
    )
  fi
  for name in $database_secrets; do
    [ "$(backup_value "$1" "secret.$name")" = "$(fingerprint "$secrets_of" "$name")" ] ||
      refuse "the secret '$name' here is another than that of $restore_file: with it nobody could sign in. Put the folder secrets/ of that time back, or use --with-secrets with a sealed backup."
  done
}

fill_volume() {
  fill_into=$(journal_get volume)
  docker volume rm --force "$fill_into" >/dev/null # an interrupted run's
  (
    POSTGRES_VOLUME=$fill_into
    export POSTGRES_VOLUME
    compose run --rm -T --no-deps restored "$(cat "$release/lib/postgres/restore.sh")" restore /tmp "$(dump_jobs)" </dev/null
  )
}

switch_volume() {
  compose stop edge server
  # Compose does not see that a volume has another name: the container has to go.
  compose rm --stop --force postgres
  if [ "$restore_secrets" = yes ]; then
    replace_folder "$restored/home/secrets" "$home/secrets"
  fi
  if [ "$restore_configuration" = yes ]; then
    for part in config certificates; do
      [ ! -d "$restored/home/$part" ] || replace_folder "$restored/home/$part" "$home/$part"
    done
    [ ! -f "$restored/home/compose.override.yaml" ] || write_whole "$home/compose.override.yaml" <"$restored/home/compose.override.yaml"
    # Under the name that everything here has on the engine.
    { grep -v '^AGENTHQ_PROJECT=' "$restored/home/.env" && printf 'AGENTHQ_PROJECT=%s\n' "$AGENTHQ_PROJECT"; } | write_whole "$home/.env"
    settings_load
    settings_check
  fi
  use_postgres_volume "$(journal_get volume)"
}

# Its schema may be an older release's; the probe's key may be another since.
start_restored() {
  secrets_spread
  compose up --detach --no-deps postgres
  install_migrate
  start_release
  install_verify
}

# Nothing was changed yet.
restore_gives_up() {
  remove_dumps || true
  [ -z "$(journal_get volume)" ] || docker volume rm --force "$(journal_get volume)" >/dev/null || true
  rm -rf "$restored"
  journal_end
  say "Nothing was changed; the database serves on."
}

# The old volume was never written to.
restore_goes_back() {
  say "Going back to the database as it was."
  compose stop edge server >>"$step_log" 2>&1 || true
  compose rm --stop --force postgres >>"$step_log" 2>&1 || true
  restore_home "$home/state/snapshots/before-restore"
  settings_load
  settings_check
  use_postgres_volume "$(journal_get before)"
  start_release >>"$step_log" 2>&1 && journal_end && say "The database is served as it was before."
}

end_restore() {
  remove_dumps
  rm -rf "$home/state/restored"
  old=$(journal_get before)
  journal_end
  say "Restored. The database as it was before is in the volume $old: 'docker volume rm $old' deletes it."
}
