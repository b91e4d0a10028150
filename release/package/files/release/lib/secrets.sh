# shellcheck shell=sh
# Secrets: files in secrets/, made once, each of 192 random bits. They are the source of truth: the volumes get copies.

secrets_make() {
  mkdir -p "$home/secrets"
  chmod 700 "$home/secrets"
  for secret in gateway-secret migrator-password postgres-password; do
    if [ ! -s "$home/secrets/$secret" ]; then
      # Others in place of those that the data were made with would lock everybody out.
      if [ -n "$(docker volume ls -q --filter "name=^$(postgres_volume)$")" ]; then
        fail "secrets/$secret is missing, but there are data that were made with it (volume $(postgres_volume)): put the file back from your backup; choose another AGENTHQ_PROJECT in .env if the data are another installation's; or delete them with './agenthq uninstall --delete-data'."
      fi
      random_secret | write_whole "$home/secrets/$secret"
    fi
    chmod 600 "$home/secrets/$secret"
  done
  if [ -n "$AGENTHQ_SMTP_USER" ] && [ ! -s "$home/secrets/smtp-password" ]; then
    fail "AGENTHQ_SMTP_USER is set, but its password is missing: write it into secrets/smtp-password in $home (mode 0600)."
  fi
}

put_secret() { put_file "$1" <"$home/secrets/$1"; }

put_smtp() { [ -z "$AGENTHQ_SMTP_USER" ] || put_secret smtp-password; }

# secrets_spread: brings them into the volumes of those who need them.
secrets_spread() {
  { put_secret gateway-secret && put_smtp; } | volume_write write-server
  {
    put_secret gateway-secret && put_secret migrator-password && put_smtp
    [ ! -s "$home/secrets/keys.json" ] || put_secret keys.json
  } | volume_write write-operations
  { put_secret postgres-password && put_secret migrator-password; } | volume_write write-postgres
  {
    if [ "$AGENTHQ_TLS" = files ]; then
      put_file tls.crt <"$home/certificates/tls.crt" && put_file tls.key <"$home/certificates/tls.key"
    fi
    [ -z "$AGENTHQ_ACME_CA" ] || put_file acme-ca.pem <"$AGENTHQ_ACME_CA"
  } | volume_write write-edge
}

# certificates_check: own files are there, belong together and to the domain.
certificates_check() {
  [ "$AGENTHQ_TLS" = files ] || return 0
  for certificate in tls.crt tls.key; do
    [ -r "$home/certificates/$certificate" ] || refuse "certificates/$certificate is missing in $home, or cannot be read: AGENTHQ_TLS=files needs it (PEM)."
  done
  grep -q 'BEGIN CERTIFICATE' "$home/certificates/tls.crt" || refuse "certificates/tls.crt has no certificate in PEM form."
  grep -q 'BEGIN .*PRIVATE KEY' "$home/certificates/tls.key" || refuse "certificates/tls.key has no private key in PEM form."
  command -v openssl >/dev/null 2>&1 || return 0
  certificate_key=$(openssl x509 -noout -pubkey -in "$home/certificates/tls.crt" 2>/dev/null || true)
  if [ "$certificate_key" != "$(openssl pkey -pubout -in "$home/certificates/tls.key" 2>/dev/null || true)" ]; then
    refuse "certificates/tls.key is not the key of certificates/tls.crt: put the two that belong together there."
  fi
  certificates_name "$AGENTHQ_DOMAIN"
  [ -z "$AGENTHQ_TENANT_HOST" ] || certificates_name "any.$AGENTHQ_DOMAIN"
  openssl x509 -noout -checkend 0 -in "$home/certificates/tls.crt" >/dev/null ||
    refuse "certificates/tls.crt has expired: put the new one there."
}

# certificates_name HOST: tls.crt is for it, as far as this openssl can say.
certificates_name() {
  ! openssl x509 -noout -checkhost "$1" -in "$home/certificates/tls.crt" 2>/dev/null | grep -q 'does NOT match' ||
    refuse "certificates/tls.crt is not for $(printf '%s' "$1" | sed 's/^any\./*./'): put one there that has this name."
}
