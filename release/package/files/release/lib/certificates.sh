# shellcheck shell=sh
# The certificate that the edge shows: whether it is there, until when, and if not, why.

# acme_authority: for people.
acme_authority() {
  if [ -n "$AGENTHQ_ACME_DIRECTORY" ]; then printf '%s' "$AGENTHQ_ACME_DIRECTORY"; else printf "Let's Encrypt"; fi
}

# certificate_pem HOST: the certificate, or nothing. The edge has no shell, but the engine reads its volume.
certificate_pem() {
  case $AGENTHQ_TLS in
    files) cat "$home/certificates/tls.crt" ;;
    acme)
      # As Caddy calls the folder of an authority.
      certificate_folder=$(printf '%s' "${AGENTHQ_ACME_DIRECTORY:-https://acme-v02.api.letsencrypt.org/directory}" |
        sed 's|^https://||; s|/*$||; s|[/:]|-|g' | tr '[:upper:]' '[:lower:]')
      docker cp "$(container edge):/data/caddy/certificates/$certificate_folder/$1/$1.crt" - | tar -xOf -
      ;;
  esac 2>/dev/null
}

# certificate_until: of a certificate in PEM form on standard input its last day, 'expired', or nothing without openssl.
certificate_until() {
  command -v openssl >/dev/null 2>&1 || return 0
  certificate_read=$(cat)
  if ! printf '%s\n' "$certificate_read" | openssl x509 -noout -checkend 0 >/dev/null 2>&1; then
    echo expired
  else
    printf '%s\n' "$certificate_read" | openssl x509 -noout -enddate | sed 's/.*=//'
  fi
}

# edge_log: what the edge has written since its last start; with a start it tries anew.
edge_log() {
  edge_id=$(container edge)
  [ -z "$edge_id" ] || docker logs --since "$(docker inspect --format '{{.State.StartedAt}}' "$edge_id")" "$edge_id" 2>&1
}

# certificate_trouble HOST: of the edge's log on standard input three lines: why the last trial failed, what the authority
# said when it looked at this host, and when the next trial is, in seconds of the epoch. Nothing when none has failed since
# the last success.
certificate_trouble() {
  awk -v host="$1" '
    function said(key,    rest, text, one) {
      rest = index($0, "\"" key "\":\"")
      if (rest == 0) return ""
      rest = substr($0, rest + length(key) + 4)
      text = ""
      while ((one = substr(rest, 1, 1)) != "\"" && one != "") {
        if (one == "\\") { one = substr(rest, 2, 1); rest = substr(rest, 2); if (one == "n") one = " " }
        text = text one
        rest = substr(rest, 2)
      }
      return text
    }
    function number(key,    at) {
      at = index($0, "\"" key "\":")
      return at == 0 ? 0 : substr($0, at + length(key) + 3) + 0
    }
    index($0, "\"identifier\":\"" host "\"") == 0 && index($0, "\"error\":\"[" host "] ") == 0 { next }
    { message = said("msg") }
    message == "obtaining certificate" || message == "renewing certificate" { seen = "" }
    message == "challenge failed" && seen == "" { seen = said("error") }
    message == "could not get certificate from issuer" { why = said("error"); next_trial = 0 }
    message == "will retry" {
      why = said("error")
      sub(/^\[[^]]*\] (Obtain|Renew): /, "", why)
      next_trial = number("ts") + number("retrying_in")
    }
    message ~ /^certificate (obtained|renewed) successfully$/ { why = "" }
    END { if (why != "") printf "%.400s\n%.400s\n%d\n", why, seen, next_trial }'
}

# certificate_reason HOST: the same in a sentence with the remedy.
certificate_reason() {
  certificate_found=$(certificate_trouble "$1")
  [ -n "$certificate_found" ] || return 0
  certificate_why=$(printf '%s\n' "$certificate_found" | sed -n 1p)
  certificate_seen=$(printf '%s\n' "$certificate_found" | sed -n 2p)
  certificate_next=$(printf '%s\n' "$certificate_found" | sed -n 3p)
  case $certificate_why in
    *rateLimited*)
      printf '%s has been asked too often (%s): it can only be waited for' "$(acme_authority)" "$certificate_why"
      ;;
    *'solving challenge'* | *'authorization failed'*)
      printf '%s does not reach this host under %s (%s): its DNS entry has to lead to this host, and port 80 or 443 of that address here' \
        "$(acme_authority)" "$1" "${certificate_seen:-$certificate_why}"
      ;;
    *x509:*)
      printf '%s shows a certificate that is not trusted (%s): AGENTHQ_ACME_CA has to name the file with its authority' "$(acme_authority)" "$certificate_why"
      ;;
    *'provisioning client: HTTP '* | *'decoding response'*)
      printf '%s is no ACME directory (%s): put AGENTHQ_ACME_DIRECTORY right' "$(acme_authority)" "$certificate_why"
      ;;
    *'dial tcp'* | *'performing request'*)
      printf '%s cannot be reached from this host (%s): look at its name, and at the way out of this host' "$(acme_authority)" "$certificate_why"
      ;;
    *) printf '%s gives none: %s' "$(acme_authority)" "$certificate_why" ;;
  esac
  certificate_next=$(((certificate_next - $(date +%s) + 59) / 60))
  if [ "$certificate_next" -gt 0 ]; then
    printf ". The edge tries again within %s min; './agenthq install' does so at once.\n" "$certificate_next"
  else
    printf ". './agenthq install' tries again.\n"
  fi
}

# certificate_state: ok, warning, failed or none (nothing to say), a tab, and a sentence.
certificate_state() {
  case $AGENTHQ_TLS in
    acme | files) ;;
    *)
      printf 'none\t\n'
      return 0
      ;;
  esac
  certificate_now=$(certificate_pem "$AGENTHQ_DOMAIN" || true)
  certificate_last=
  certificate_fault=
  [ -z "$certificate_now" ] || certificate_last=$(printf '%s\n' "$certificate_now" | certificate_until)
  [ "$AGENTHQ_TLS" != acme ] || certificate_fault=$(edge_log | certificate_reason "$AGENTHQ_DOMAIN")
  if [ "$certificate_last" = expired ]; then
    [ -n "$certificate_fault" ] || certificate_fault="Put the new one into certificates/, then './agenthq install'."
    printf 'failed\tthat of %s has expired: %s\n' "$AGENTHQ_DOMAIN" "$certificate_fault"
  elif [ -n "$certificate_now" ] && [ -n "$certificate_fault" ]; then
    printf 'warning\t%s has one%s, but its renewal fails: %s\n' "$AGENTHQ_DOMAIN" "${certificate_last:+ until $certificate_last}" "$certificate_fault"
  elif [ -n "$certificate_now" ]; then
    printf 'ok\t%s has one%s\n' "$AGENTHQ_DOMAIN" "${certificate_last:+ until $certificate_last}"
  elif [ -n "$certificate_fault" ]; then
    printf 'failed\t%s has none: %s\n' "$AGENTHQ_DOMAIN" "$certificate_fault"
  elif [ -z "$(container edge)" ]; then
    printf 'none\t\n'
  else
    printf 'warning\t%s has none yet; %s has been asked\n' "$AGENTHQ_DOMAIN" "$(acme_authority)"
  fi
}

# certificate_limit MOST: of the edge's log on standard input a sentence when so many hosts were given a first certificate, or
# were to get one, within 3 hours (images/edge/Caddyfile) that there is none for the next. Caddy refuses it without a word.
certificate_limit() {
  awk -v most="$1" -v now="$(date +%s)" '
    /"logger":"tls.on_demand"/ && /"msg":"obtaining new certificate"/ {
      at = substr($0, index($0, "\"ts\":") + 5) + 0
      if (at > now - 10800) begun[count++] = at
    }
    END {
      if (most < 1 || count < most) exit
      printf "A new host gets no certificate for up to %d min: %d asked for their first within 3 hours, and EDGE_NEW_HOSTS is %d. Those that have one are not affected.\n",
        (begun[count - most] + 10800 - now + 59) / 60, count, most
    }'
}

# edge_new_hosts: how many it may be, as the running edge has been told.
edge_new_hosts() {
  docker inspect --format '{{range .Config.Env}}{{println .}}{{end}}' "$(container edge)" 2>/dev/null |
    sed -n 's/^EDGE_NEW_HOSTS=//p'
}

# certificate_hosts: why organisations' hosts have none, a sentence each; the last twenty.
certificate_hosts() {
  [ "$AGENTHQ_TLS" = acme ] && [ -n "$AGENTHQ_TENANT_HOST" ] || return 0
  edge_log | certificate_limit "$(edge_new_hosts)"
  certificate_log=$(edge_log | grep '"identifier"' || true)
  printf '%s\n' "$certificate_log" | sed -n 's/.*"could not get certificate from issuer","identifier":"\([^"]*\)".*/\1/p' |
    grep -v -x -F "$AGENTHQ_DOMAIN" | LC_ALL=C sort -u | tail -n 20 | while IFS= read -r certificate_host; do
    certificate_fault=$(printf '%s\n' "$certificate_log" | certificate_reason "$certificate_host")
    [ -z "$certificate_fault" ] || printf '%s has none: %s\n' "$certificate_host" "${certificate_fault%. *}"
  done
}

# certificate_await SECONDS: until there is one, or the trial of now has failed.
certificate_await() {
  [ "$AGENTHQ_TLS" = acme ] || return 0
  case $(certificate_state) in
    *'renewal fails'* | failed*)
      # It would try again by itself, but in up to some hours.
      compose restart edge
      await_healthy edge 90
      ;;
  esac
  certificate_patience=$(($(date +%s) + $1))
  while :; do
    certificate_now=$(certificate_state)
    case $certificate_now in
      ok*) return 0 ;;
      failed*) fail "${certificate_now#*	}" ;;
    esac
    if [ "$(date +%s)" -ge "$certificate_patience" ]; then
      fail "$(acme_authority) has not answered within $1 s: ${certificate_now#*	}."
    fi
    sleep 1
  done
}
