# shellcheck shell=sh
# Docker and its Compose plugin.

# engine_require: both answer, and what the engine has of this project is this installation's; else exit with the remedy.
engine_require() {
  command -v docker >/dev/null 2>&1 || fail "there is no 'docker' on the path: install Docker Engine 20.10 or newer with its Compose plugin."
  engine_said=$(docker version --format '{{.Server.Version}}' 2>&1) || fail "$(engine_remedy "$engine_said")"
  docker compose version --short >/dev/null 2>&1 || fail "'docker compose' does not work: install Docker's Compose plugin, version 2."
  engine_other=$(engine_other_home)
  [ -z "$engine_other" ] ||
    refuse "the project '$AGENTHQ_PROJECT' on this engine is the installation in $engine_other: give this one another name, by AGENTHQ_PROJECT in $settings or by --project of the first install."
}

# engine_other_home: the folder of another installation that has containers under our project's name; nothing when there is
# none. One that is not there any more was moved here.
engine_other_home() {
  docker ps -a --filter "label=com.docker.compose.project=$AGENTHQ_PROJECT" \
    --format '{{.Label "com.docker.compose.project.working_dir"}}' | LC_ALL=C sort -u | while IFS= read -r engine_home; do
    if [ -n "$engine_home" ] && [ -f "$engine_home/.env" ] && [ "$(CDPATH='' cd -- "$engine_home" && pwd -P)" != "$home" ]; then
      printf '%s\n' "$engine_home"
      break
    fi
  done
}

engine_remedy() {
  case $1 in
    *'permission denied'*) printf '%s\n' "Docker's engine refuses $(id -un): join the group 'docker' and sign in again, or run as root." ;;
    *) printf '%s\n' "no Docker engine answers ($(printf '%s' "$1" | tail -n 1)): start it, for example with 'systemctl start docker'." ;;
  esac
}

# engine_platform: linux/amd64 or linux/arm64.
engine_platform() { docker version --format '{{.Server.Os}}/{{.Server.Arch}}'; }

# compose WORDS…: this installation's project. Profiles are named by the caller. What the customer wants otherwise comes last.
compose() {
  if [ -f "$home/compose.override.yaml" ]; then set -- -f "$home/compose.override.yaml" "$@"; fi
  if [ "$AGENTHQ_TLS" = proxy ]; then set -- -f "$release/compose.proxy.yaml" "$@"; else set -- -f "$release/compose.tls.yaml" "$@"; fi
  set -- -f "$release/compose.yaml" "$@"
  if [ "$AGENTHQ_MONITORING" = yes ]; then set -- --profile monitoring "$@"; fi
  docker compose --project-name "$AGENTHQ_PROJECT" --project-directory "$home" --env-file "$settings" "$@"
}

# without_compose_remarks: of standard input what is not Compose's word on what it makes and removes.
without_compose_remarks() { grep -v -E '^ *(Container|Network|Volume) ' || true; }

# services: those that run all the time.
services() {
  printf 'postgres server edge'
  [ "$AGENTHQ_MONITORING" != yes ] || printf ' prometheus alertmanager'
  printf '\n'
}

# container SERVICE: its id, or nothing.
container() {
  docker ps -aq --filter "label=com.docker.compose.project=$AGENTHQ_PROJECT" --filter "label=com.docker.compose.service=$1" \
    --filter "label=com.docker.compose.oneoff=False" | head -n 1
}

# health SERVICE: healthy, starting, unhealthy, exited, absent …
health() {
  health_of=$(container "$1")
  if [ -z "$health_of" ]; then
    echo absent
  else
    docker inspect --format '{{if eq .State.Status "running"}}{{if .State.Health}}{{.State.Health.Status}}{{else}}running{{end}}{{else}}{{.State.Status}}{{end}}' "$health_of"
  fi
}

# await_healthy SERVICE SECONDS
await_healthy() {
  await_until=$(($(date +%s) + $2))
  while :; do
    await_state=$(health "$1")
    case $await_state in healthy) return 0 ;; esac
    # One that ends again and again will not get healthy by waiting.
    if [ "$await_state" = restarting ] && [ "$(docker inspect --format '{{.RestartCount}}' "$(container "$1")")" -ge 4 ]; then
      await_until=0
    fi
    if [ "$(date +%s)" -ge "$await_until" ]; then
      echo "$1 is $await_state; its last words:"
      docker logs --tail 15 "$(container "$1")" 2>&1 || true
      return 1
    fi
    sleep 0.3 2>/dev/null || sleep 1
  done
}

# exists_project: anything of this project is on the engine.
exists_project() {
  [ -n "$(docker ps -aq --filter "label=com.docker.compose.project=$AGENTHQ_PROJECT" | head -n 1)" ] ||
    [ -n "$(docker volume ls -q --filter "label=com.docker.compose.project=$AGENTHQ_PROJECT" | head -n 1)" ]
}
