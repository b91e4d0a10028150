# shellcheck shell=sh
# The checks that the project itself runs against every environment, made by the tool in the server's image.

# authority_read: the CA certificate of AGENTHQ_TLS=internal, into certificates/ca.crt; its key never leaves the edge.
authority_read() {
  mkdir -p "$home/certificates"
  docker cp "$(container edge):/data/caddy/pki/authorities/local/root.crt" "$home/certificates/ca.crt.new" >/dev/null || return 1
  chmod 644 "$home/certificates/ca.crt.new"
  mv -f "$home/certificates/ca.crt.new" "$home/certificates/ca.crt"
}

# verify_input: the probe's key, then the authorities to trust.
verify_input() {
  sed -n 's/.*"probe" *: *"\([^"]*\)".*/\1/p' "$home/secrets/keys.json"
  case $AGENTHQ_TLS in
    internal) cat "$home/certificates/ca.crt" ;;
    files)
      # A certificate that is its own issuer, or that is signed by an authority beside it, is trusted as it stands.
      [ ! -r "$home/certificates/ca.crt" ] || cat "$home/certificates/ca.crt"
      ;;
    acme)
      # An authority of one's own often signs for itself, too.
      [ -z "$AGENTHQ_ACME_CA" ] || cat "$AGENTHQ_ACME_CA"
      [ ! -r "$home/certificates/ca.crt" ] || [ -z "$AGENTHQ_ACME_DIRECTORY" ] || cat "$home/certificates/ca.crt"
      ;;
  esac
}

# verify_once [OPTION…]: the table of results; exit 1 when one is not as expected.
verify_once() {
  verify_connect=$AGENTHQ_BIND
  [ "$verify_connect" != 0.0.0.0 ] || verify_connect=127.0.0.1
  # How long its certificates last is for an authority of one's own to say.
  [ "$AGENTHQ_TLS" != acme ] || [ -z "$AGENTHQ_ACME_DIRECTORY" ] || set -- --certificate-days 0 "$@"
  [ "$AGENTHQ_TLS" = proxy ] || set -- --connect "$verify_connect" "$@"
  [ -z "$AGENTHQ_TENANT_HOST" ] || set -- --tenant-host "$AGENTHQ_TENANT_HOST" "$@"
  [ "$AGENTHQ_TLS" != proxy ] || set -- --http-port 80 "$@"
  [ "$AGENTHQ_TLS" = proxy ] || set -- --http-port "$AGENTHQ_HTTP_PORT" "$@"
  verify_input | compose run --rm -T --no-deps tool verify --host "$AGENTHQ_DOMAIN" --https-port "$AGENTHQ_HTTPS_PORT" \
    --hsts-seconds "$AGENTHQ_HSTS_SECONDS" "$@" 2>"$home/state/verify.err"
}

# verify_patiently SECONDS: again for a while, as a certificate may be on its way and pools are looking for the database.
verify_patiently() {
  verify_until=$(($(date +%s) + $1))
  until verify_said=$(verify_once); do
    if [ "$(date +%s)" -ge "$verify_until" ]; then
      printf '%s\n' "$verify_said"
      cat "$home/state/verify.err"
      return 1
    fi
    sleep 1
  done
  printf '%s\n' "$verify_said"
}

verify_help() {
  cat <<'TEXT'
Usage: ./agenthq verify [--json]

Is it really up? Asks as people do, by name and TLS: certificate, redirect, headers, a task that runs, isolation of
organisations. It works with an organisation of its own, and touches no other. Exit 1 when something is not as promised.
TEXT
}

command_verify() {
  case $*,$# in
    ,0 | --json,1) ;;
    *) refuse "verify knows only --json." ;;
  esac
  settings_load
  settings_check
  engine_require
  [ -s "$home/secrets/keys.json" ] || fail "there is no installation here yet: run './agenthq install'."
  verify_code=0
  verify_once "$@" || verify_code=$?
  [ $verify_code -eq 0 ] || without_compose_remarks <"$home/state/verify.err" >&3
  exit $verify_code
}
