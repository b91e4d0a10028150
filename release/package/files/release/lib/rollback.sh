# shellcheck shell=sh
# rollback: the release before, with its configuration. Data stay: migrations only add, so the older server serves them.

rollback_help() {
  cat <<'TEXT'
Usage: ./agenthq rollback

Goes back to the release before the last upgrade: its images, and configuration and secrets as they were then. The database
stays as it is, with all that was written since. The database of then is another command: ./agenthq restore
state/snapshots/FROM-TO/database.tar. An upgrade that was interrupted is undone.
TEXT
}

command_rollback() {
  case ${1:-} in
    ?*) refuse "'rollback' takes no words: './agenthq rollback --help' says what it does." ;;
  esac
  installation_require
  lock rollback
  rollback_interrupted=$(journal_command)
  if [ "$rollback_interrupted" = upgrade ]; then
    rollback_to=$(journal_get from)
    rollback_from=$(journal_get to)
  elif [ "$rollback_interrupted" = rollback ]; then
    rollback_to=$(journal_get to)
    rollback_from=$(journal_get from)
  else
    rollback_from=$version
    rollback_to=$(rollback_target)
    [ -n "$rollback_to" ] || refuse "$version was not upgraded to on this host, so there is no release to go back to."
  fi
  [ -r "$home/releases/$rollback_to/agenthq" ] ||
    refuse "the release $rollback_to is no longer in $home/releases: unpack its package over $home first."
  rollback_kept=$home/state/snapshots/$rollback_to-$rollback_from
  rollback_undoes=no
  [ "$rollback_interrupted" != upgrade ] || rollback_undoes=yes
  rollback_kept_whole=yes
  if [ "$rollback_undoes" = yes ] && ! journal_has keep; then
    rollback_kept_whole=no # nothing had been changed yet
  fi
  journal_begin rollback upgrade
  journal_set from "$rollback_from"
  journal_set to "$rollback_to"
  if [ "$rollback_kept_whole" = yes ]; then
    step configuration "Bring back the configuration of $rollback_to" rollback_configuration
  fi
  step start "Start $rollback_to beside $rollback_from, and switch when it is healthy" \
    /bin/sh "$home/releases/$rollback_to/agenthq" start --unlocked
  printf '%s\n' "$rollback_to" | write_whole "$home/current"
  journal_end
  say "AgentHQ is $rollback_to again. The data are those of now; the configuration of $rollback_from is in state/snapshots/before-rollback."
}

# The release from which the last upgrade to this one came: the newest snapshot that ends in its name.
rollback_target() {
  # shellcheck disable=SC2012 # names of ours
  ls -1t "$home/state/snapshots" 2>/dev/null | while IFS= read -r name; do
    case $name in
      *-"$version") [ ! -e "$home/state/snapshots/$name/database.tar" ] || { printf '%s\n' "${name%-"$version"}" && break; } ;;
    esac
  done
}

rollback_configuration() {
  [ -d "$rollback_kept" ] || fail "the snapshot $rollback_kept is gone, and with it the configuration of $rollback_to."
  journal_has configuration || snapshot_home "$home/state/snapshots/before-rollback"
  restore_home "$rollback_kept"
}
