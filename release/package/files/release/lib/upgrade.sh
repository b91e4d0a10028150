# shellcheck shell=sh
# upgrade: to another release, or back by itself.
#
# The old release's program checks what is to come: it knows the key that is trusted here. Then the new release's program
# does the work, as it knows its own parts. What is written while it lasts is written by a server, old or new, into one
# database: migrations only add, so both serve it.

upgrade_help() {
  cat <<'TEXT'
Usage: ./agenthq upgrade [PACKAGE]

Goes to the release in PACKAGE (agenthq-VERSION.tar.gz or -offline.tar.gz), or to the newest that is unpacked in releases/.
Before anything is touched: signature and checksums of every file, and whether this version leads there. Then a snapshot of
database, configuration and secrets (state/snapshots), migrations, and the new server beside the old one, which takes over
once it is healthy. If a step fails, the old release serves on by itself, with all that was written meanwhile; exit 1.
Your changes in config/ are kept; where the release changed the same lines, FILE.conflicts shows both.
TEXT
}

command_upgrade() {
  case ${1:-} in
    --continue) # what the old release's program calls, once it has checked this one
      upgrade_work "$2"
      return 0
      ;;
    -*) refuse "'upgrade' has no option '$1': './agenthq upgrade --help' says what it does." ;;
  esac
  [ $# -le 1 ] || refuse "one package is expected; there are $#."
  installation_require
  lock upgrade
  if [ "$(journal_command)" = upgrade ]; then
    upgrade_to=$(journal_get to)
    [ $# -eq 0 ] || say "PACKAGE is left aside: the upgrade to $upgrade_to that was interrupted is finished first."
  else
    [ -z "$(journal_command)" ] || journal_begin upgrade # says what was interrupted
    step_log=$home/state/upgrade.log
    : >"$step_log"
    if [ $# -eq 1 ]; then
      check_package "$1"
      unpack_release "$1"
    else
      check_newest_release
    fi
  fi
  unlock
  exec /bin/sh "$home/releases/$upgrade_to/agenthq" upgrade --continue "$version"
}

check_package() {
  [ -r "$1" ] || refuse "the package $1 is not there or cannot be read."
  say "Checking $1"
  verify_release <"$1" || fail "$(tool_words). Nothing was changed."
  check_path "$1"
}

check_newest_release() {
  upgrade_to=$(newest_release)
  if [ "$upgrade_to" = "$version" ]; then
    say "$version is the newest release in $home/releases: give a package, or unpack one over $home."
    exit 0
  fi
  say "Checking the release $upgrade_to"
  tar cf - -C "$home/releases/$upgrade_to" . | verify_release || fail "$(tool_words). Nothing was changed."
  check_path "releases/$upgrade_to"
}

# verify_release: reads a package or a release's folder as tar; the facts of upgrading that it states go to state/incoming.
verify_release() {
  set -- verify-signature --show UPGRADE
  if [ -r "$release/agenthq.pub" ]; then
    set -- "$@" --key "$(grep -v '^untrusted comment:' "$release/agenthq.pub" | head -n 1)"
  else
    warn "$version has no public key (agenthq.pub): only checksums are compared, which whoever changed the package could change, too."
  fi
  run_tool "$@" >"$home/state/incoming" 2>>"$step_log"
}

# tool_words: what the tool said last.
tool_words() { sed -n 's/^tool: //p' "$step_log" | tail -n 1; }

incoming_value() { sed -n "s/^$1=//p" "$home/state/incoming" | head -n 1; }

# check_path WHAT: whether this version leads to that one. Nothing has been touched yet.
check_path() {
  upgrade_to=$(incoming_value version)
  upgrade_least=$(incoming_value from)
  is_version "$upgrade_to" || refuse "$1 says that it is version '$upgrade_to', which is none."
  [ "$upgrade_to" != "$version" ] || refuse "$1 is release $version, which is installed already."
  version_at_most "$version" "$upgrade_to" ||
    refuse "$1 is release $upgrade_to, older than $version, which is installed. './agenthq rollback' goes back to the release before; else restore a backup of then."
  version_at_most "$upgrade_least" "$version" ||
    refuse "$1 can be reached from release $upgrade_least on, and $version is installed: upgrade to $upgrade_least first."
  [ "$(incoming_value postgres)" = "$postgres_major" ] ||
    refuse "$1 has PostgreSQL $(incoming_value postgres), and the database here is of PostgreSQL $postgres_major: make a backup, then follow the section 'Another major version of PostgreSQL' of docs/self-hosting-backup.md."
}

# unpack_release PACKAGE: nothing but the release's own folder, which is there whole or not at all.
unpack_release() {
  doomed_folder=$home/state/unpacked.$$
  mkdir -p "$doomed_folder"
  (umask 022 && tar xzf "$1" -C "$doomed_folder" "agenthq/releases/$upgrade_to") ||
    fail "$1 cannot be unpacked into $home: is there room on the disk? Nothing was changed."
  rm -rf "$home/releases/$upgrade_to"
  mv "$doomed_folder/agenthq/releases/$upgrade_to" "$home/releases/$upgrade_to"
  rm -rf "$doomed_folder"
  doomed_folder=
}

# --- The new release's program, from here on.

upgrade_work() {
  upgrade_from=$1
  upgrade_old=$home/releases/$upgrade_from
  lock upgrade
  journal_begin upgrade
  journal_set from "$upgrade_from"
  journal_set to "$version"
  upgrade_kept=$home/state/snapshots/$upgrade_from-$version
  on_failure=upgrade_goes_back
  step images "Bring the images and check them" images_bring
  if ! journal_has keep; then
    step dump "Dump the database" dump_database
    step keep "Keep database, configuration and secrets in $upgrade_kept" keep_all
  fi
  step configuration "Merge the configuration" merge_configuration
  step migrate "Migrate the database" install_migrate
  step start "Start $version beside $upgrade_from, and switch when it is healthy" replace_server
  step others "Bring the other parts up to $version" start_release
  step verify "Verify" install_verify
  printf '%s\n' "$version" | write_whole "$home/current"
  on_failure=
  journal_end
  forget_old_snapshots
  [ ! -s "$home/state/merge.notes" ] || { say "Look at your configuration:" && sed 's/^/  /' "$home/state/merge.notes" >&3; }
  say "AgentHQ is now $version. './agenthq rollback' goes back to $upgrade_from."
}

keep_all() {
  snapshot_home "$upgrade_kept"
  pack_backup "$upgrade_kept" database.tar ""
  remove_dumps
}

# The base is the old release's config/; a customer's own file in .env only gains keys.
merge_configuration() {
  merge=$home/state/merge
  rm -rf "$merge"
  mkdir -p "$merge/base" "$merge/mine" "$merge/theirs" "$merge/merged"
  cp -R "$upgrade_old/config" "$merge/base/"
  cp -R "$upgrade_kept/config" "$upgrade_kept/.env" "$merge/mine/"
  cp -R "$release/config" "$release/.env.example" "$merge/theirs/"
  tar cf - -C "$merge" base mine theirs | run_tool merge >"$merge/merged.tar" 2>"$home/state/merge.notes" || {
    cat "$home/state/merge.notes"
    fail "the configuration cannot be merged: $(sed -n 's/^tool: //p' "$home/state/merge.notes" | tail -n 1)"
  }
  without_compose_remarks <"$home/state/merge.notes" >"$merge/notes"
  mv "$merge/notes" "$home/state/merge.notes"
  (umask 022 && tar xf "$merge/merged.tar" -C "$merge/merged")
  replace_folder "$merge/merged/config" "$home/config"
  write_whole "$home/.env" <"$merge/merged/.env"
  rm -rf "$merge"
  settings_load
  settings_check
}

upgrade_goes_back() {
  say "Going back to $upgrade_from, which serves on."
  if restore_home_if_kept "$upgrade_kept" && /bin/sh "$upgrade_old/agenthq" start --unlocked >>"$step_log" 2>&1; then
    journal_end
    step_name=
    say "$upgrade_from serves as before; the database has what was written meanwhile. What happened is in $step_log."
  else
    say "$upgrade_from could not be started again; what happened is in $step_log. Run './agenthq rollback' when that is put right."
  fi
}

restore_home_if_kept() { ! journal_has keep || restore_home "$1"; }

# The newest two are enough to go back; each has a whole dump.
forget_old_snapshots() {
  # shellcheck disable=SC2012 # names of ours
  ls -1t "$home/state/snapshots" | tail -n +3 | while IFS= read -r name; do rm -rf "$home/state/snapshots/$name"; done
}
