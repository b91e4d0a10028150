# shellcheck shell=sh
# Whether this host can run AgentHQ: named checks, each hard (!) or a warning, with the remedy.

preflight_results=
preflight_hard=0

# ok|soft|hard NAME SENTENCE
ok() { preflight_add ok "$1" "$2"; }
soft() { preflight_add warning "$1" "$2"; }
hard() {
  preflight_hard=$((preflight_hard + 1))
  preflight_add failed "$1" "$2"
}

preflight_add() {
  preflight_results="$preflight_results$1	$2	$3
"
}

preflight_engine() {
  if ! command -v docker >/dev/null 2>&1; then
    hard docker "there is no 'docker' on the path: install Docker Engine 20.10 or newer with its Compose plugin"
    return 1
  fi
  if ! preflight_said=$(docker version --format '{{.Server.Version}}' 2>&1); then
    hard docker "$(engine_remedy "$preflight_said")"
    return 1
  fi
  preflight_major=${preflight_said%%.*}
  case $preflight_major in *[!0-9]* | '') preflight_major=99 ;; esac
  if [ "$preflight_major" -lt 20 ]; then
    hard docker "the engine is $preflight_said; 20.10 or newer is needed: update Docker"
  else
    ok docker "engine $preflight_said"
  fi
  if ! preflight_said=$(docker compose version --short 2>/dev/null); then
    hard compose "'docker compose' does not work: install Docker's Compose plugin, version 2"
    return 1
  fi
  preflight_said=${preflight_said#v}
  preflight_minor=$(printf '%s' "$preflight_said" | sed 's/^[0-9]*\.\([0-9]*\).*/\1/')
  case ${preflight_said%%.*} in
    1) hard compose "Compose is $preflight_said; version 2 is needed: install Docker's Compose plugin" ;;
    2)
      if [ "$preflight_minor" -lt 17 ]; then
        soft compose "Compose is $preflight_said; releases are tested with 2.26, and older than 2.17 may not work: update it"
      else
        ok compose "$preflight_said"
      fi
      ;;
    *) ok compose "$preflight_said" ;;
  esac
}

preflight_size() {
  preflight_info=$(docker info --format '{{.NCPU}} {{.MemTotal}} {{.DockerRootDir}}')
  preflight_cpus=${preflight_info%% *}
  preflight_info=${preflight_info#* }
  preflight_memory=$((${preflight_info%% *} / 1048576))
  preflight_root=${preflight_info#* }
  if [ "$preflight_cpus" -lt "$required_cpus" ]; then
    hard cpu "$preflight_cpus CPUs; $required_cpus are needed: give the machine more"
  else
    ok cpu "$preflight_cpus"
  fi
  # The kernel keeps some of a machine's memory for itself.
  if [ "$preflight_memory" -lt $((required_memory_mb * 9 / 10)) ]; then
    hard memory "$preflight_memory MiB; $required_memory_mb are needed: give the machine more"
  else
    ok memory "$preflight_memory MiB"
  fi
  preflight_disk "disk" "$preflight_root" "Docker's data"
  preflight_disk "disk-here" "$home" "this folder"
}

# preflight_disk NAME FOLDER WHAT
preflight_disk() {
  [ -d "$2" ] || return 0 # the engine is on another machine
  preflight_free=$(df -Pk "$2" 2>/dev/null | awk 'NR == 2 { print int($4 / 1024) }')
  preflight_need=$((required_disk_gb * 1024))
  if [ "$1" = disk-here ] || exists_project; then preflight_need=512; fi
  if [ -z "$preflight_free" ]; then
    soft "$1" "how much is free for $3 ($2) is not known: $preflight_need MiB are needed"
  elif [ "$preflight_free" -lt "$preflight_need" ]; then
    hard "$1" "$preflight_free MiB are free for $3 ($2); $preflight_need are needed: make room there"
  else
    ok "$1" "$preflight_free MiB free for $3"
  fi
}

# port_holder PORT: who holds it, for people; nothing when it is free. Our own edge is nobody.
port_holder() {
  port_by=$(docker ps --filter "publish=$1" --format '{{.Names}} {{.Label "com.docker.compose.project"}}' | head -n 1)
  if [ -n "$port_by" ]; then
    [ "${port_by#* }" = "$AGENTHQ_PROJECT" ] || printf "the container %s\n" "${port_by%% *}"
    return 0
  fi
  port_hex=$(printf '%04X' "$1")
  if [ -r /proc/net/tcp ]; then
    cat /proc/net/tcp /proc/net/tcp6 2>/dev/null |
      awk -v port="$port_hex" -v bind="$AGENTHQ_BIND" '
        { split($2, at, ":") }
        $4 == "0A" && at[length(at)] == port { found = 1 }
        END { if (found) print "a program of this host" }'
  fi
}

preflight_ports() {
  if [ "$AGENTHQ_TLS" = proxy ]; then preflight_wanted=AGENTHQ_HTTP_PORT; else preflight_wanted='AGENTHQ_HTTPS_PORT AGENTHQ_HTTP_PORT'; fi
  [ "$AGENTHQ_MONITORING" != yes ] || preflight_wanted="$preflight_wanted AGENTHQ_PROMETHEUS_PORT"
  for preflight_key in $preflight_wanted; do
    eval "preflight_port=\$$preflight_key"
    preflight_by=$(port_holder "$preflight_port")
    if [ -n "$preflight_by" ]; then
      hard "port-$preflight_port" "$preflight_by holds it ('ss -ltnp' says more): stop it, or set $preflight_key to another port"
    else
      ok "port-$preflight_port" "free, or this installation's own"
    fi
  done
}

preflight_clock() {
  # No clock can be right that is before the release's own files were made possible.
  if [ "$(date -u +%Y)" -lt 2026 ]; then
    hard clock "it is $(now): set the clock, as certificates and signatures go by it"
    return 0
  fi
  preflight_theirs=$(docker info --format '{{.SystemTime}}' 2>/dev/null | cut -c 1-16)
  preflight_here=$(date +%Y-%m-%dT%H:%M)
  preflight_utc=$(date -u +%Y-%m-%dT%H:%M)
  case $preflight_theirs in
    "${preflight_here%?}"? | "${preflight_utc%?}"?) ok clock "$(now)" ;;
    *) soft clock "it is $preflight_utc here and $preflight_theirs for the engine: keep both right, for example with chrony" ;;
  esac
}

preflight_name() {
  case $AGENTHQ_DOMAIN in
    localhost | *.localhost)
      ok name "$AGENTHQ_DOMAIN is this machine by definition"
      return 0
      ;;
  esac
  preflight_address=
  if command -v getent >/dev/null 2>&1; then
    preflight_address=$(getent hosts "$AGENTHQ_DOMAIN" | awk 'NR == 1 { print $1 }' || true)
  elif command -v nslookup >/dev/null 2>&1; then
    preflight_address=$(nslookup "$AGENTHQ_DOMAIN" 2>/dev/null | awk '/^Address/ { last = $NF } END { if (NR > 3) print last }' || true)
  else
    soft name "neither getent nor nslookup is there: whether $AGENTHQ_DOMAIN has an address is not known"
    return 0
  fi
  if [ -n "$preflight_address" ]; then
    ok name "$AGENTHQ_DOMAIN is $preflight_address"
  elif [ "$AGENTHQ_TLS" = acme ] && [ -z "$AGENTHQ_ACME_DIRECTORY" ]; then
    hard name "$AGENTHQ_DOMAIN has no address, so Let's Encrypt cannot come: make its DNS entry lead to this host, or choose another AGENTHQ_TLS"
  else
    soft name "$AGENTHQ_DOMAIN has no address here: make its DNS entry lead to this host"
  fi
}

preflight_acme() {
  [ "$AGENTHQ_TLS" = acme ] && [ -z "$AGENTHQ_ACME_DIRECTORY" ] || return 0
  if [ "$AGENTHQ_HTTP_PORT" -ne 80 ] && [ "$AGENTHQ_HTTPS_PORT" -ne 443 ]; then
    soft acme "Let's Encrypt comes to port 80 or 443 of the name only: something in front has to pass one of them on to $AGENTHQ_HTTP_PORT or $AGENTHQ_HTTPS_PORT"
  elif [ -n "$AGENTHQ_TENANT_HOST" ]; then
    soft acme "each organisation's host gets a certificate when it is first asked for: the DNS entry *.$AGENTHQ_DOMAIN has to lead to this host, too"
  else
    ok acme "Let's Encrypt has to reach port 80 or 443 of this host from the internet"
  fi
}

preflight_selinux() {
  if command -v getenforce >/dev/null 2>&1 && [ "$(getenforce)" = Enforcing ]; then
    ok selinux "enforcing; no folder of the host is mounted into a container, so nothing has to be labelled"
  else
    ok selinux "not enforcing"
  fi
}

# preflight_run: all checks that can be made; the results are in preflight_results.
preflight_run() {
  preflight_results=
  preflight_hard=0
  if preflight_engine; then
    preflight_size
    preflight_ports
    preflight_clock
  fi
  preflight_name
  preflight_acme
  preflight_selinux
}

preflight_print() {
  printf '%s' "$preflight_results" | while IFS='	' read -r preflight_state preflight_what preflight_text; do
    case $preflight_state in
      ok) preflight_mark='✓' ;;
      warning) preflight_mark='!' ;;
      *) preflight_mark='✗' ;;
    esac
    printf '  %s %-12s %s\n' "$preflight_mark" "$preflight_what" "$preflight_text"
  done
}

preflight_help() {
  cat <<'TEXT'
Usage: ./agenthq preflight [OPTION VALUE]…

Checks whether this host can run AgentHQ as .env says, or as the options do, which are those of './agenthq install --help'.
Changes nothing. ✓ is right, ! is a warning, ✗ stands in the way: exit 1.

Example: ./agenthq preflight --domain agenthq.example.com
TEXT
}

command_preflight() {
  install_hosts=
  settings_load
  settings_flags preflight "$@"
  [ -z "$AGENTHQ_DOMAIN" ] || settings_domain
  AGENTHQ_DOMAIN=${AGENTHQ_DOMAIN:-localhost}
  [ "$install_hosts" != yes ] || AGENTHQ_TENANT_HOST="{slug}.$AGENTHQ_DOMAIN"
  settings_values
  settings_derive
  preflight_run
  preflight_print
  if [ "$preflight_hard" -gt 0 ]; then
    fail "$preflight_hard of the checks stand in the way (✗): put them right, then run it again."
  fi
}
