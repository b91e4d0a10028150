# shellcheck shell=sh
# The settings in .env. Which keys there are, and their defaults, stands in the release's .env.example alone.
#
#   settings_load     sets a variable of the shell for each key, exported for Compose; refuses what .env must not have
#   settings_fill KEY VALUE   writes a value that was given by a flag or an answer: into the key's empty line, or appended
settings=$home/.env
settings_example=$release/.env.example
settings_keys=$(sed -n 's/^\(AGENTHQ_[A-Z_]*\)=.*/\1/p' "$settings_example" | tr '\n' ' ')

# settings_read FILE: sets what the file has.
settings_read() {
  settings_line=0
  settings_seen=' '
  while IFS= read -r settings_text || [ -n "$settings_text" ]; do
    settings_line=$((settings_line + 1))
    settings_at="$1:$settings_line"
    case $settings_text in
      '' | '#'*) continue ;;
      *=*) ;;
      *) refuse "$settings_at: '$settings_text' is no setting: KEY=VALUE is expected." ;;
    esac
    settings_key=${settings_text%%=*}
    settings_value=${settings_text#*=}
    case " $settings_keys " in
      *" $settings_key "*) ;;
      *) refuse "$settings_at: there is no setting '$settings_key': .env.example in $release lists them." ;;
    esac
    case $settings_seen in
      *" $settings_key "*) refuse "$settings_at: $settings_key stands there twice: delete one of the lines." ;;
    esac
    settings_seen="$settings_seen$settings_key "
    case $settings_value in
      *[!A-Za-z0-9._@:/+,{}~=\ -]*)
        refuse "$settings_at: the value of $settings_key has a character that it cannot have: letters, digits, blanks and . _ @ : / + , { } ~ = - are allowed, without quotes."
        ;;
      ' '* | *' ') refuse "$settings_at: the value of $settings_key begins or ends with a blank: delete it." ;;
    esac
    # Both are made of harmless characters only.
    eval "$settings_key=\$settings_value; export $settings_key; at_$settings_key=\$settings_at"
  done <"$1"
}

settings_load() {
  settings_read "$settings_example"
  if [ -f "$settings" ]; then
    [ -r "$settings" ] || refuse "$settings cannot be read: run as the user who installed, or give it to yourself."
    settings_read "$settings"
  fi
}

settings_fill() {
  [ -f "$settings" ] || write_whole "$settings" <"$settings_example"
  if grep -q "^$1=" "$settings"; then
    awk -v key="$1" -v value="$2" '$0 == key "=" || (index($0, key "=") == 1 && fresh) { $0 = key "=" value } { print }' \
      fresh="${3:-}" "$settings" | write_whole "$settings"
  else
    { cat "$settings" && printf '\n%s=%s\n' "$1" "$2"; } | write_whole "$settings"
  fi
}

# settings_append_new: keys that .env does not have yet, with their explanations, as a newer release brings them.
settings_append_new() {
  awk -v have="$(sed -n 's/^\(AGENTHQ_[A-Z_]*\)=.*/\1/p' "$settings" | tr '\n' ' ')" '
    BEGIN { split(have, keys, " "); for (one in keys) known[keys[one]] = 1 }
    /^AGENTHQ_/ { key = $0; sub(/=.*/, "", key); if (!(key in known)) printf "%s%s\n", said, $0; said = ""; next }
    /^#/ { said = said $0 "\n"; next }
    { said = "\n" }' "$settings_example" >"$home/state/new.$$"
  [ ! -s "$home/state/new.$$" ] || cat "$settings" "$home/state/new.$$" | write_whole "$settings"
  rm -f "$home/state/new.$$"
}

# settings_wrong KEY WHAT: refuses a value, naming its line.
settings_wrong() {
  eval "settings_value=\$$1 settings_at=\${at_$1:-$settings}"
  refuse "$settings_at: $1 is '$settings_value': $2"
}

settings_port() {
  eval "settings_value=\$$1"
  case $settings_value in
    '' | *[!0-9]* | ??????*) settings_wrong "$1" "a port, 1 to 65535, is expected." ;;
  esac
  if [ "$settings_value" -lt 1 ] || [ "$settings_value" -gt 65535 ]; then
    settings_wrong "$1" "a port, 1 to 65535, is expected."
  fi
}

settings_one_of() {
  settings_key=$1
  eval "settings_value=\$$1"
  shift
  case " $* " in
    *" $settings_value "*) ;;
    *) settings_wrong "$settings_key" "one of these is expected: $*." ;;
  esac
}

is_host() {
  printf '%s\n' "$1" | grep -E -q -x '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+' &&
    [ ${#1} -le 200 ] && ! printf '%s\n' "$1" | grep -E -q -x '[0-9.]+'
}

is_email() { printf '%s\n' "$1" | grep -E -q -x '[A-Za-z0-9._+~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+'; }

# settings_acme: what an ACME authority is asked for can be had of it.
settings_acme() {
  case $AGENTHQ_ACME_CA in
    '') ;;
    /*) settings_acme_ca "$AGENTHQ_ACME_CA" ;;
    *)
      settings_acme_ca "$home/$AGENTHQ_ACME_CA"
      AGENTHQ_ACME_CA=$home/$AGENTHQ_ACME_CA
      ;;
  esac
  [ "$AGENTHQ_TLS" = acme ] && [ -z "$AGENTHQ_ACME_DIRECTORY" ] || return 0
  case $AGENTHQ_DOMAIN in
    *.localhost | *.local | *.internal | *.test | *.example | *.invalid | *.lan | *.home | *.corp | *.home.arpa)
      settings_wrong AGENTHQ_DOMAIN "Let's Encrypt signs for public names only: set AGENTHQ_TLS to internal or files, or AGENTHQ_ACME_DIRECTORY to an authority of your own."
      ;;
  esac
}

# settings_acme_ca FILE
settings_acme_ca() {
  { [ -f "$1" ] && [ -r "$1" ]; } || settings_wrong AGENTHQ_ACME_CA "there is no such file that can be read."
  [ -n "$AGENTHQ_ACME_DIRECTORY" ] || settings_wrong AGENTHQ_ACME_CA "it is for AGENTHQ_ACME_DIRECTORY, which is empty: Let's Encrypt needs none."
  grep -q 'BEGIN CERTIFICATE' "$1" || settings_wrong AGENTHQ_ACME_CA "it has no certificate in PEM form."
}

# settings_check: every value is one that can be; then what follows from them is exported for Compose.
settings_check() {
  [ -n "$AGENTHQ_DOMAIN" ] || [ -f "$settings" ] || [ "${command:-}" = install ] ||
    fail "there is no installation here yet: run './agenthq install'."
  [ -n "$AGENTHQ_DOMAIN" ] || refuse "the domain is not known: give it by --domain, or as AGENTHQ_DOMAIN in $settings."
  settings_domain
  settings_values
  settings_acme
  settings_derive
}

settings_domain() {
  is_host "$AGENTHQ_DOMAIN" || settings_wrong AGENTHQ_DOMAIN "a host name in lower case such as agenthq.example.com is expected, without https:// and port."
}

# settings_values: what can be said of each value by itself.
settings_values() {
  settings_one_of AGENTHQ_TLS acme files internal proxy
  [ -z "$AGENTHQ_EMAIL" ] || is_email "$AGENTHQ_EMAIL" || settings_wrong AGENTHQ_EMAIL "an e-mail address is expected."
  case $AGENTHQ_ACME_DIRECTORY in
    '' | https://?*) ;;
    *) settings_wrong AGENTHQ_ACME_DIRECTORY "an address that begins with https:// is expected." ;;
  esac
  case $AGENTHQ_TENANT_HOST in
    '' | "{slug}.$AGENTHQ_DOMAIN") ;;
    *) settings_wrong AGENTHQ_TENANT_HOST "nothing, or {slug}.$AGENTHQ_DOMAIN is expected." ;;
  esac
  settings_port AGENTHQ_HTTPS_PORT
  settings_port AGENTHQ_HTTP_PORT
  settings_port AGENTHQ_PROMETHEUS_PORT
  settings_port AGENTHQ_SMTP_PORT
  [ "$AGENTHQ_HTTPS_PORT" -ne "$AGENTHQ_HTTP_PORT" ] || settings_wrong AGENTHQ_HTTPS_PORT "another port than AGENTHQ_HTTP_PORT is expected."
  case $AGENTHQ_BIND in *[!0-9a-f.:]*) settings_wrong AGENTHQ_BIND "an address of this host is expected." ;; esac
  case $AGENTHQ_HSTS_SECONDS in '' | *[!0-9]* | ?????????*) settings_wrong AGENTHQ_HSTS_SECONDS "a number of seconds is expected." ;; esac
  if [ "$AGENTHQ_HSTS_SECONDS" -gt 0 ] && [ "$AGENTHQ_HTTPS_PORT" -ne 443 ]; then
    settings_wrong AGENTHQ_HSTS_SECONDS "it holds for every port of the name, so only port 443 may promise it: 0 is expected."
  fi
  settings_one_of AGENTHQ_SMTP_TLS starttls tls none
  settings_one_of AGENTHQ_MONITORING yes no
  [ -z "$AGENTHQ_SMTP_HOST" ] || is_email "$AGENTHQ_MAIL_FROM" || settings_wrong AGENTHQ_SMTP_HOST "with it AGENTHQ_MAIL_FROM, the sender's e-mail address, is expected."
  [ -z "$AGENTHQ_ALERT_EMAIL" ] || is_email "$AGENTHQ_ALERT_EMAIL" || settings_wrong AGENTHQ_ALERT_EMAIL "an e-mail address is expected."
  [ -z "$AGENTHQ_ALERT_EMAIL" ] || [ -n "$AGENTHQ_SMTP_HOST" ] || settings_wrong AGENTHQ_ALERT_EMAIL "alerts can be sent only with AGENTHQ_SMTP_HOST."
  printf '%s\n' "$AGENTHQ_PROJECT" | grep -E -q -x '[a-z0-9][a-z0-9_-]{0,49}' ||
    settings_wrong AGENTHQ_PROJECT "lower-case letters, digits, '-' and '_' are expected."
}

settings_derive() {
  EDGE_TLS=$AGENTHQ_TLS
  TRUSTED_PROXIES=1
  AGENTHQ_BIND=${AGENTHQ_BIND:-0.0.0.0}
  AGENTHQ_PROXIES=${AGENTHQ_PROXIES:-private_ranges}
  if [ "$AGENTHQ_TLS" = proxy ]; then
    EDGE_TLS=off
    TRUSTED_PROXIES=2
    [ "$AGENTHQ_BIND" != 0.0.0.0 ] || grep -q '^AGENTHQ_BIND=0.0.0.0' "$settings" || AGENTHQ_BIND=127.0.0.1
  fi
  unset ACME_EMAIL
  if [ -n "$AGENTHQ_EMAIL" ]; then
    ACME_EMAIL=$AGENTHQ_EMAIL
    export ACME_EMAIL
  fi
  # An authority of its own needs no bound, unlike Let's Encrypt: see images/edge/Caddyfile.
  EDGE_NEW_HOSTS=25
  [ "$AGENTHQ_TLS" = acme ] || EDGE_NEW_HOSTS=10000
  ACME_ROOT=
  [ -z "$AGENTHQ_ACME_CA" ] || ACME_ROOT=/run/secrets/acme-ca.pem
  SMTP_PASSWORD_FILE=
  [ -z "$AGENTHQ_SMTP_USER" ] || SMTP_PASSWORD_FILE=/run/secrets/smtp-password
  SMTP_REQUIRE_TLS=true
  [ "$AGENTHQ_SMTP_TLS" != none ] || SMTP_REQUIRE_TLS=false
  export EDGE_TLS EDGE_NEW_HOSTS TRUSTED_PROXIES ACME_ROOT SMTP_PASSWORD_FILE
}

# public_url: where people sign in.
public_url() {
  if [ "$AGENTHQ_HTTPS_PORT" = 443 ]; then
    printf 'https://%s/\n' "$AGENTHQ_DOMAIN"
  else
    printf 'https://%s:%s/\n' "$AGENTHQ_DOMAIN" "$AGENTHQ_HTTPS_PORT"
  fi
}
