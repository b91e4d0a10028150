# shellcheck shell=sh
# doctor: what support needs to know, in one file, without a secret.

# without_secrets: standard input with every secret of this installation, and whatever looks like one, made unreadable.
without_secrets() {
  : >"$doctor/secrets.sed"
  # The whole of short files, and of longer ones each line: a key in PEM form has many.
  for doctor_file in "$home"/secrets/* "$home"/certificates/*.key; do
    [ -f "$doctor_file" ] || continue
    tr '",{}: ' '\n\n\n\n\n\n' <"$doctor_file" | awk 'length($0) >= 8 && !/^-----/' | sed 's/[].[*^$\/|\\]/\\&/g; s/.*/s|&|(secret)|g/' >>"$doctor/secrets.sed"
  done
  sed -f "$doctor/secrets.sed" | sed -E 's/(hqk?_[A-Za-z0-9_-]{6})[A-Za-z0-9_-]{8,}/\1(secret)/g; s#(/(invitation|reset)[^ "]*[#?/=])[A-Za-z0-9_-]{12,}#\1(secret)#g; s/([Pp]assword|[Aa]uthorization|[Cc]ookie|[Ss]ecret|[Tt]oken)("?[:=] ?"?)[^" ,}]{4,}/\1\2(secret)/g'
}

# doctor_take NAME COMMAND…: what a command says, into a file of the bundle.
doctor_take() {
  doctor_name=$1
  shift
  { "$@" 2>&1 || echo "(exit $?)"; } | without_secrets >"$doctor/agenthq-support/$doctor_name"
}

doctor_settings() {
  # Addresses of people are theirs.
  sed -E 's/^(AGENTHQ_(EMAIL|ALERT_EMAIL|MAIL_FROM|SMTP_USER)=).+/\1(set)/' "$settings"
}

doctor_inspect() {
  for doctor_one in $(services); do
    doctor_id=$(container "$doctor_one")
    [ -z "$doctor_id" ] || docker inspect --format '{{.Name}} {{.Config.Image}} {{.Image}} {{json .State}} restarts={{.RestartCount}}' "$doctor_id"
  done
}

# Of our own containers: what else runs on the host is nobody's business.
doctor_memory() {
  for doctor_one in $(services); do container "$doctor_one"; done |
    xargs docker stats --no-stream --format '{{.Name}} {{.CPUPerc}} {{.MemUsage}}'
}

doctor_files() { (cd "$home" && find . -path ./releases -prune -o -type f -exec ls -ln {} +); }

doctor_help() {
  cat <<'TEXT'
Usage: ./agenthq doctor

Writes one file for support, agenthq-support-TIME.tar.gz: settings, checks, states, logs, and no secrets. Prints its path.
TEXT
}

command_doctor() {
  [ $# -eq 0 ] || refuse "'doctor' takes no words."
  settings_load
  settings_check
  engine_require
  doctor=$(mktemp -d "${TMPDIR:-/tmp}/agenthq-doctor.XXXXXX")
  doomed_folder=$doctor
  mkdir "$doctor/agenthq-support"
  preflight_run
  doctor_take preflight.txt preflight_print
  doctor_take version.txt cat "$release/VERSION"
  doctor_take settings.txt doctor_settings
  doctor_take engine.txt docker version
  doctor_take info.txt docker info
  doctor_take compose.txt docker compose version
  doctor_take containers.txt compose ps --all
  doctor_take states.txt doctor_inspect
  doctor_take certificate.txt certificate_state
  doctor_take certificates-of-hosts.txt certificate_hosts
  doctor_take memory.txt doctor_memory
  doctor_take files.txt doctor_files
  doctor_take host.txt uname -a
  doctor_take disk.txt df -Pk
  for doctor_one in $(services); do
    doctor_id=$(container "$doctor_one")
    [ -z "$doctor_id" ] || doctor_take "log-$doctor_one.txt" docker logs --tail 2000 --timestamps "$doctor_id"
  done
  for doctor_one in "$home"/state/*.log "$home/state/journal"; do
    [ ! -f "$doctor_one" ] || doctor_take "state-$(basename "$doctor_one")" cat "$doctor_one"
  done
  doctor_bundle=$home/agenthq-support-$(date -u +%Y%m%d-%H%M%S).tar.gz
  (cd "$doctor" && tar cf - agenthq-support | gzip) | write_whole "$doctor_bundle"
  if [ "$preflight_hard" -gt 0 ]; then preflight_print; fi
  doctor_certificate=$(certificate_state)
  case $doctor_certificate in warning* | failed*) say "The certificate: ${doctor_certificate#*	}" ;; esac
  printf '%s\n' "$doctor_bundle"
  say "It has settings, states and logs, and no secrets; read it before you hand it on: logs may name people."
}
