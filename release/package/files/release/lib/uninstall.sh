# shellcheck shell=sh
# uninstall: containers and networks are removed; data stay unless --delete-data says otherwise.

uninstall_help() {
  cat <<'TEXT'
Usage: ./agenthq uninstall [--delete-data] [--yes]

Removes containers and networks. The data stay in Docker's volumes, and './agenthq install' brings them back.
  --delete-data  delete the data, the secrets and the images, too, for good: asks first
  --yes          do not ask
TEXT
}

command_uninstall() {
  uninstall_data=
  uninstall_yes=
  for uninstall_word in "$@"; do
    case $uninstall_word in
      --delete-data) uninstall_data=yes ;;
      --yes) uninstall_yes=yes ;;
      *) refuse "uninstall takes --delete-data and --yes, not '$uninstall_word'." ;;
    esac
  done
  lock uninstall
  settings_load
  settings_check
  engine_require
  if [ -n "$uninstall_data" ] && [ -z "$uninstall_yes" ]; then
    is_terminal || refuse "--delete-data deletes all organisations' data for good: add --yes to say that this is meant."
    ask "This deletes all organisations' data, and the secrets, for good. Type '$AGENTHQ_DOMAIN' to go on:" ''
    [ "$answer" = "$AGENTHQ_DOMAIN" ] || fail "nothing was deleted."
  fi
  journal_begin uninstall install upgrade
  if [ -n "$uninstall_data" ]; then
    step remove "Remove containers, networks and data" uninstall_compose --volumes
    step images "Remove the images" uninstall_images
    step files "Delete secrets and settings" uninstall_files
    rm -f "$home/current" "$home/state/organization"
    say "Backups, certificates, config/ and the unpacked releases in $home are left: delete the folder when you need none of them."
  else
    step remove "Remove containers and networks" uninstall_compose
    rm -f "$home/current"
    say "The data are kept: './agenthq install' brings them back. './agenthq uninstall --delete-data' deletes them."
  fi
  journal_end
}

uninstall_compose() {
  compose --profile monitoring --profile tools down --remove-orphans --timeout 60 "$@"
  [ "${1:-}" = --volumes ] || return 0
  # What restores left behind, too.
  docker volume ls -q --filter "label=com.docker.compose.project=$AGENTHQ_PROJECT" | while IFS= read -r uninstall_volume; do
    docker volume rm "$uninstall_volume"
  done
  rm -rf "$postgres_volume_file" "$home/state/snapshots"
}

uninstall_images() {
  images_table | while read -r image_name image_id image_manifest image_reference; do
    # Another installation on this host may use it: then it stays.
    docker image rm "$image_reference" 2>/dev/null || echo "$image_name stays"
  done
}

# The settings go last: they name the project.
uninstall_files() {
  rm -rf "$home/secrets"
  rm -f "$settings"
}
