# shellcheck shell=sh
# Starting a release so that users notice as little as possible.

# service_containers SERVICE: all that there are, those that start again and again, too.
service_containers() {
  docker ps --all --quiet --no-trunc --filter "label=com.docker.compose.project=$AGENTHQ_PROJECT" \
    --filter "label=com.docker.compose.service=$1" --filter "label=com.docker.compose.oneoff=False"
}

# of_this_release CONTAINER
of_this_release() {
  case ,$(docker inspect --format '{{index .Config.Labels "com.docker.compose.project.config_files"}}' "$1") in
    *,"$release"/compose.yaml*) return 0 ;;
    *) return 1 ;;
  esac
}

# replace_server: this release's server starts beside another's and takes its place once it is healthy. Both answer to one
# name, and both serve the database, so nobody waits; the other finishes what it has begun.
replace_server() {
  replace_old=
  replace_new=
  replace_count=1
  for container in $(service_containers server); do
    replace_count=$((replace_count + 1))
    if of_this_release "$container"; then
      replace_new=$container
    else
      replace_old="$replace_old $container"
    fi
  done
  [ -n "$replace_old" ] || return 0 # nothing to replace: 'compose up' starts it
  if [ -z "$replace_new" ]; then
    compose up --detach --no-deps --no-recreate --scale "server=$replace_count" server
    for container in $(service_containers server); do
      ! of_this_release "$container" || replace_new=$container
    done
  fi
  if [ -z "$replace_new" ] || ! wait_until_healthy "$replace_new" 180; then
    [ -z "$replace_new" ] || { docker logs --tail 20 "$replace_new" && docker rm --force "$replace_new" >/dev/null; }
    fail "the server of $version did not become healthy: its last words are in $step_log."
  fi
  # Time for names that were looked up a moment ago, then to finish what runs.
  # shellcheck disable=SC2086
  docker stop --time 35 $replace_old >/dev/null
  # shellcheck disable=SC2086
  docker rm $replace_old >/dev/null
}

# wait_until_healthy CONTAINER SECONDS
wait_until_healthy() {
  waited=0
  while [ "$waited" -lt "$2" ]; do
    health=$(docker inspect --format '{{.State.Health.Status}} {{.RestartCount}} {{.State.Status}}' "$1" 2>/dev/null) || return 1
    case $health in
      "healthy "*) return 0 ;;
      *" exited" | *" dead" | "unhealthy "*) return 1 ;;
      *" 0 "* | *" 1 "* | *" 2 "*) ;;
      *) return 1 ;; # it starts again and again
    esac
    sleep 1
    waited=$((waited + 1))
  done
  return 1
}

# start_release: everything of this release runs and is healthy.
start_release() {
  secrets_spread
  configuration_spread
  replace_server
  install_start
  install_await
}

# installation_require: there is one here, and its settings and the engine are usable.
installation_require() {
  settings_load
  settings_check
  engine_require
  [ -s "$home/current" ] || fail "there is no installation here yet: run './agenthq install'."
}

# option_value OPTION [VALUE …]: the value behind an option; call it as $(option_value "$@") || exit 2.
option_value() {
  [ -n "${2:-}" ] || refuse "$1 needs a value: './agenthq $command --help'."
  printf '%s\n' "$2"
}

start_help() {
  cat <<'TEXT'
Usage: ./agenthq start

Starts the containers that are stopped, and waits until they are healthy.
TEXT
}

# start: what is stopped runs again. An upgrade that goes back calls it with the lock held (--unlocked: it takes none).
command_start() {
  case ${1:-} in
    '') lock start ;;
    --unlocked) ;;
    *) refuse "'start' takes no words." ;;
  esac
  settings_load
  settings_check
  engine_require
  start_release
}
