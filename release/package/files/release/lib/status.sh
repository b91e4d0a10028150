# shellcheck shell=sh
# status, logs: what runs, and what it wrote.

status_help() {
  cat <<'TEXT'
Usage: ./agenthq status [--json]

Which containers run and are healthy, the certificate, and what was interrupted. Exit 1 when not all is well.
TEXT
}

logs_help() {
  cat <<'TEXT'
Usage: ./agenthq logs [SERVICE…] [-f] [--tail=LINES] [--since=TIME] [--timestamps]

What edge, server, postgres, prometheus or alertmanager wrote: one JSON object a line, except PostgreSQL's.

Example: ./agenthq logs server --tail=100 --since=1h
TEXT
}

stop_help() {
  cat <<'TEXT'
Usage: ./agenthq stop

Stops the containers; nothing is removed. './agenthq start' starts them.
TEXT
}

command_status() {
  status_json=
  case ${1:-} in
    '') ;;
    --json) status_json=yes ;;
    *) refuse "status knows only --json." ;;
  esac
  settings_load
  settings_check
  engine_require
  status_state=running
  status_rows=
  for status_one in $(services); do
    status_health=$(health "$status_one")
    [ "$status_health" = healthy ] || status_state=degraded
    status_rows="$status_rows$status_one $status_health
"
  done
  printf '%s' "$status_rows" | grep -q -v ' absent$' || status_state=stopped
  status_certificate=$(certificate_state)
  status_tls=${status_certificate%%	*}
  status_certificate=${status_certificate#*	}
  if [ "$status_tls" = failed ] && [ $status_state = running ]; then status_state=degraded; fi
  status_version=$(cat "$home/current" 2>/dev/null || true)
  status_unfinished=$(journal_command)
  status_working=
  if [ -s "$home/state/lock" ] && ! lock_is_stale "$home/state/lock"; then
    status_working=$(lock_value command "$home/state/lock")
    status_unfinished=
  fi
  if [ -n "$status_json" ]; then
    printf '{\n  "state": %s,\n  "version": %s,\n  "url": %s,\n  "working": %s,\n  "unfinished": %s,\n  "certificate": {"state": %s, "says": %s},\n  "services": {' \
      "$(json $status_state)" "$(json "$status_version")" "$(json "$(public_url)")" "$(json "$status_working")" "$(json "$status_unfinished")" \
      "$(json "$status_tls")" "$(json "$status_certificate")"
    printf '%s' "$status_rows" | awk '{ printf "%s\n    \"%s\": \"%s\"", (NR > 1 ? "," : ""), $1, $2 } END { printf "\n  }\n}\n" }'
  else
    printf 'AgentHQ %s: %s, %s\n\n' "${status_version:-(not installed)}" "$status_state" "$(public_url)"
    printf '%s' "$status_rows" | awk '{ printf "  %-14s %s\n", $1, $2 }'
    [ "$status_tls" = none ] || printf '  %-14s %s: %s\n' certificate "$status_tls" "$status_certificate"
    certificate_hosts | sed 's/^/                 /'
    [ -z "$status_working" ] || printf '\n%s is at work.\n' "$(lock_holder "$home/state/lock")"
    [ -z "$status_unfinished" ] || printf "\nThe command '%s' was interrupted: './agenthq %s' finishes it.\n" "$status_unfinished" "$status_unfinished"
    [ $status_state != degraded ] || printf "\n'./agenthq logs SERVICE' shows what one wrote; './agenthq install' starts what is stopped.\n"
    [ $status_state != stopped ] || printf "\n'./agenthq install' starts it.\n"
  fi
  [ $status_state = running ] || exit 1
}

command_logs() {
  settings_load
  settings_check
  engine_require
  logs_services=
  for logs_word in "$@"; do
    case $logs_word in
      edge | server | postgres | prometheus | alertmanager) logs_services="$logs_services $logs_word" ;;
      -f | --follow | --timestamps | --since=* | --tail=*) ;;
      *) refuse "logs takes edge, server, postgres, prometheus, alertmanager, -f, --since=TIME and --tail=LINES, not '$logs_word'." ;;
    esac
  done
  case $logs_services in
    ' '*' '* | '') compose logs "$@" ;;
    *) logs_of_one "${logs_services# }" "$@" ;;
  esac
}

# logs_of_one SERVICE WORD…: its lines as they are, without Compose's name in front: JSON stays JSON.
logs_of_one() {
  logs_service=$1
  shift
  logs_container=$(container "$logs_service")
  [ -n "$logs_container" ] || fail "there is no container of $logs_service: './agenthq status' says what runs."
  for logs_word in "$@"; do
    shift
    [ "$logs_word" = "$logs_service" ] || set -- "$@" "$logs_word"
  done
  docker logs "$@" "$logs_container" 2>&1
}

command_stop() {
  [ $# -eq 0 ] || refuse "'stop' takes no words."
  lock stop
  settings_load
  settings_check
  engine_require
  compose --profile monitoring stop >"$home/state/stop.log" 2>&1 || fail "not all could be stopped: $(tail -n 1 "$home/state/stop.log")"
  say "AgentHQ is stopped; the data are kept. './agenthq start' starts it."
}

command_compose() {
  settings_load
  settings_check
  engine_require
  compose "$@"
}
