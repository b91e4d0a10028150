# shellcheck shell=sh
# install: from an unpacked package to a service that has been verified. Repeatable: what is there is kept, what was changed in
# .env, config/ or certificates/ is brought to where it works.

install_help() {
  cat <<'TEXT'
Usage: ./agenthq install [OPTION VALUE]…

Installs AgentHQ on this host's Docker engine, or brings changes of .env, config/ and certificates/ into the installation.
What is needed and not given is asked for on a terminal. Safe to repeat, and to run again after an interruption.

  --domain NAME          under which people reach it: agenthq.example.com
  --tls HOW              acme (Let's Encrypt, the default), files, internal or proxy: .env.example explains them
  --email ADDRESS        whom Let's Encrypt tells of trouble
  --acme-directory URL   another ACME authority than Let's Encrypt
  --acme-ca FILE         the authorities (PEM) that its own certificate is signed by
  --https-port PORT      default 443
  --http-port PORT       default 80
  --bind ADDRESS         of this host, on which the ports are opened
  --host-per-organization   each organisation has a host name of its own below the domain
  --monitoring           Prometheus and Alertmanager, too
  --project NAME         of the Compose project; default agenthq
  --organization SLUG    the first organisation: lower-case letters, digits and hyphens
  --owner ADDRESS        the e-mail address of its owner, for whom a link is printed

Example: ./agenthq install --domain agenthq.example.com --email admin@example.com --organization acme --owner ada@example.com
TEXT
}

# settings_flags COMMAND OPTION…: remembers what was given; install writes it into .env.
settings_flags() {
  flags_of=$1
  shift
  flags_given=
  while [ $# -gt 0 ]; do
    case $1 in
      --host-per-organization) install_hosts=yes ;;
      --monitoring) flags_given="$flags_given AGENTHQ_MONITORING=yes" ;;
      --domain | --tls | --email | --acme-directory | --acme-ca | --https-port | --http-port | --bind | --project | --organization | --owner)
        [ $# -ge 2 ] || refuse "$1 needs a value: './agenthq $flags_of --help'."
        case $2 in
          '' | *[!A-Za-z0-9._@:/+-]*) refuse "$1 cannot be '$2': letters, digits and . _ @ : / + - are allowed." ;;
        esac
        case $1 in
          --organization) install_organization=$2 ;;
          --owner) install_owner=$2 ;;
          *)
            flags_key=AGENTHQ_$(printf '%s' "${1#--}" | tr 'a-z-' 'A-Z_')
            flags_given="$flags_given $flags_key=$2"
            ;;
        esac
        shift
        ;;
      *) refuse "there is no option '$1': './agenthq $flags_of --help' lists them." ;;
    esac
    shift
  done
  for flags_one in $flags_given; do
    eval "flags_old=\$${flags_one%%=*}"
    if [ -f "$settings" ] && grep -q "^${flags_one%%=*}=..*" "$settings" && [ "$flags_old" != "${flags_one#*=}" ]; then
      refuse "$settings has ${flags_one%%=*}=$flags_old, and '${flags_one#*=}' was given: .env is yours, so change it there."
    fi
    eval "${flags_one%%=*}=\${flags_one#*=}; export ${flags_one%%=*}"
  done
}

# ask SENTENCE DEFAULT: an answer from the terminal.
ask() {
  if [ -n "$2" ]; then printf '%s [%s] ' "$1" "$2" >&3; else printf '%s ' "$1" >&3; fi
  IFS= read -r answer || answer=
  answer=${answer:-$2}
}

install_ask() {
  if [ -z "$AGENTHQ_DOMAIN" ]; then
    ask "Under which name will people reach AgentHQ (agenthq.example.com)?" ''
    flags_given="$flags_given AGENTHQ_DOMAIN=$answer"
    AGENTHQ_DOMAIN=$answer
    if ! printf ' %s' "$flags_given" | grep -q AGENTHQ_TLS; then
      ask "Its certificate: acme (Let's Encrypt), files, internal or proxy?" "$AGENTHQ_TLS"
      flags_given="$flags_given AGENTHQ_TLS=$answer"
      AGENTHQ_TLS=$answer
    fi
    if [ "$AGENTHQ_TLS" = acme ] && [ -z "$AGENTHQ_EMAIL" ]; then
      ask "Whom may Let's Encrypt tell of trouble with it (an e-mail address, or nothing)?" ''
      [ -z "$answer" ] || flags_given="$flags_given AGENTHQ_EMAIL=$answer"
      AGENTHQ_EMAIL=$answer
    fi
  fi
  if [ ! -s "$home/state/organization" ] && [ -z "$install_organization" ]; then
    ask "The first organisation's short name (acme), or nothing for none yet?" ''
    install_organization=$answer
  fi
  if [ -n "$install_organization" ] && [ -z "$install_owner" ]; then
    ask "The e-mail address of its owner?" ''
    install_owner=$answer
  fi
}

install_write_settings() {
  install_fresh=
  [ -f "$settings" ] || install_fresh=yes
  for install_one in $flags_given; do
    settings_fill "${install_one%%=*}" "${install_one#*=}" "$install_fresh"
  done
  [ -f "$settings" ] || write_whole "$settings" <"$settings_example"
  settings_append_new
  chmod 600 "$settings"
}

install_check_host() {
  preflight_run
  printf '%s' "$preflight_results" | sed -n 's/^warning	\([^	]*\)	/\1: /p' | while IFS= read -r one; do warn "$one"; done
  if [ "$preflight_hard" -gt 0 ]; then
    preflight_print >&3
    fail "this host cannot run AgentHQ yet: put right what is marked ✗."
  fi
}

install_start() {
  # shellcheck disable=SC2046 # one word a service
  compose up --detach --no-deps --remove-orphans $(services)
  [ "$AGENTHQ_TLS" != files ] || install_renew
}

# Own certificate files may have changed: an edge that was not made anew just now reads them again.
install_renew() {
  docker exec "$(container edge)" /usr/bin/caddy reload --force --config /etc/caddy/Caddyfile --adapter caddyfile || true
}

install_migrate() {
  await_healthy postgres 90
  compose run --rm -T --no-deps operations seed --migrate --keys /run/secrets/keys.json </dev/null || return $?
  volume_read write-operations keys.json | write_whole "$home/secrets/keys.json"
  [ -s "$home/secrets/keys.json" ]
}

install_await() {
  for install_one in $(services); do await_healthy "$install_one" 90; done
  [ "$AGENTHQ_TLS" != internal ] || authority_read
}

install_verify() {
  if [ "$AGENTHQ_TLS" = proxy ]; then
    # The way through the other proxy may not be there yet; the edge's own is.
    docker exec "$(container server)" /usr/bin/java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx16m -cp /app/agenthq-server.jar com.genericcorp.hq.server.HealthProbe
    return 0
  fi
  verify_patiently "${1:-60}"
}

# install_first_organization: makes it and prints its owner's link, until that has been printed once. After an interruption it
# may be there already.
install_first_organization() {
  operations tenants create "$install_organization" --json >/dev/null ||
    operations tenants list --json | tr -d ' \n' | grep -q "\"slug\":\"$install_organization\""
  install_link=$(operations users invite "$install_organization" "$install_owner" --role owner --json |
    sed -n 's/.*"url" *: *"\([^"]*\)".*/\1/p')
  [ -n "$install_link" ]
}

command_install() {
  install_organization=
  install_owner=
  install_hosts=
  install_link=
  flags_given=
  lock install
  settings_load
  settings_flags install "$@"
  # What an interrupted run was told.
  if [ -z "$install_organization" ] && [ "$(journal_command)" = install ]; then
    install_organization=$(journal_get organization)
    install_owner=$(journal_get owner)
  fi
  if is_terminal; then install_ask; fi
  [ "$install_hosts" != yes ] || flags_given="$flags_given AGENTHQ_TENANT_HOST={slug}.$AGENTHQ_DOMAIN"
  [ "$install_hosts" != yes ] || AGENTHQ_TENANT_HOST="{slug}.$AGENTHQ_DOMAIN"
  settings_check
  if [ -n "$install_organization" ]; then
    printf '%s\n' "$install_organization" | grep -E -q -x '[a-z](-?[a-z0-9])*' || refuse "'$install_organization' cannot be an organisation's name: use lower-case letters, digits and inner hyphens, a letter first."
    [ -n "$install_owner" ] || refuse "--organization needs --owner, the e-mail address of the organisation's owner."
    is_email "$install_owner" || refuse "'$install_owner' is no e-mail address: give one like ada@example.com."
  elif [ -n "$install_owner" ]; then
    refuse "--owner needs --organization, the short name of the first organisation."
  fi
  install_settled "$@"
}

# What runs goes on as it is: other commands, a backup above all, have not to wait until this one succeeds.
install_not_begun() {
  [ ! -s "$home/current" ] || journal_end
  say "Run './agenthq install' again when that is put right."
}

install_settled() {
  if [ -s "$home/current" ] && [ "$(cat "$home/current")" != "$version" ]; then
    refuse "$home has $(cat "$home/current"), and this is $version: './agenthq upgrade' brings the newer one."
  fi
  certificates_check
  engine_require
  journal_begin install
  journal_set organization "$install_organization"
  journal_set owner "$install_owner"
  say "Installing AgentHQ $version in $home"
  on_failure=install_not_begun
  step settings "Write the settings" install_write_settings
  step package "Check the package's files" package_check
  step host "Check the host" install_check_host
  step images "Bring the images" images_bring
  step secrets "Make the secrets" secrets_make
  on_failure=
  step configuration "Copy the configuration" configuration_copy
  step spread "Bring secrets to their readers" secrets_spread
  step watch "Bring configuration to its readers" configuration_spread
  step start "Start the containers" install_start
  step migrate "Migrate the database" install_migrate
  step await "Wait until they are healthy" install_await
  step certificate "Get the certificate" certificate_await 90
  step verify "Verify" install_verify
  if [ -n "$install_organization" ] && ! grep -q -x "$install_organization $install_owner" "$home/state/organization" 2>/dev/null; then
    step organization "Make the first organisation" install_first_organization
  fi
  printf '%s\n' "$version" | write_whole "$home/current" 644
  install_tell
  journal_end
}

install_tell() {
  printf '\nAgentHQ %s runs: %s\n' "$version" "$(public_url)"
  [ "$AGENTHQ_TLS" != internal ] || printf 'Browsers trust it once they trust %s\n' "$home/certificates/ca.crt"
  [ "$AGENTHQ_TLS" != proxy ] || printf "It waits for your proxy on %s:%s; './agenthq verify' checks the whole way when that is there.\n" "$AGENTHQ_BIND" "$AGENTHQ_HTTP_PORT"
  if [ -n "$install_link" ]; then
    printf '\nThe link for %s, the owner of %s, which works once:\n%s\n' "$install_owner" "$install_organization" "$install_link"
    printf '%s %s\n' "$install_organization" "$install_owner" | write_whole "$home/state/organization"
  elif [ ! -s "$home/state/organization" ] && [ -z "$install_organization" ]; then
    printf "No organisation was made: './agenthq install --organization acme --owner ada@example.com' makes the first.\n"
  fi
  [ -n "$AGENTHQ_SMTP_HOST" ] || printf "No e-mail is sent (AGENTHQ_SMTP_HOST is empty): './agenthq users' prints the links of invitations.\n"
}
