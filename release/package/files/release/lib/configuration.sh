# shellcheck shell=sh
# config/ in the installation's folder: copies of the release's, which the customer may change.

configuration_copy() {
  (cd "$release/config" && find . -type f) | while IFS= read -r one; do
    if [ ! -e "$home/config/$one" ]; then
      mkdir -p "$home/config/$(dirname "$one")"
      write_whole "$home/config/$one" 644 <"$release/config/$one"
    fi
  done
}

# filled FILE: its text with the settings that it names as ${…}.
filled() {
  sed -e "s|\${AGENTHQ_SMTP_HOST}|$AGENTHQ_SMTP_HOST|g" -e "s|\${AGENTHQ_SMTP_PORT}|$AGENTHQ_SMTP_PORT|g" \
    -e "s|\${AGENTHQ_MAIL_FROM}|$AGENTHQ_MAIL_FROM|g" -e "s|\${AGENTHQ_SMTP_USER}|$AGENTHQ_SMTP_USER|g" \
    -e "s|\${AGENTHQ_ALERT_EMAIL}|$AGENTHQ_ALERT_EMAIL|g" -e "s|\${SMTP_REQUIRE_TLS}|$SMTP_REQUIRE_TLS|g" "$1"
}

# configuration_spread: brings it into the volumes; what changed is read anew.
configuration_spread() {
  [ "$AGENTHQ_MONITORING" = yes ] || return 0
  configuration_changed=$({
    put_file prometheus.yml <"$home/config/prometheus/prometheus.yml"
    put_file alerts.yml <"$home/config/prometheus/alerts.yml"
  } | volume_write write-prometheus)
  [ -z "$configuration_changed" ] || [ -z "$(container prometheus)" ] || compose restart prometheus
  configuration_file=alertmanager.yml
  [ -z "$AGENTHQ_ALERT_EMAIL" ] || configuration_file=email.yml
  configuration_changed=$({
    filled "$home/config/alertmanager/$configuration_file" | put_file alertmanager.yml
    if [ -n "$AGENTHQ_SMTP_USER" ]; then put_secret smtp-password; else echo | put_file smtp-password; fi
  } | volume_write write-alertmanager)
  [ -z "$configuration_changed" ] || [ -z "$(container alertmanager)" ] || compose restart alertmanager
  [ -n "$AGENTHQ_ALERT_EMAIL" ] || warn "nobody gets alerts by e-mail: set AGENTHQ_SMTP_HOST, AGENTHQ_MAIL_FROM and AGENTHQ_ALERT_EMAIL in .env, then install again."
}
