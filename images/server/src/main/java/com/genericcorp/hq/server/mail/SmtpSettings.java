package com.genericcorp.hq.server.mail;

import com.genericcorp.hq.server.config.Secret;
import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.identity.EmailAddress;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where mail is handed in.
 *
 * @param user empty when the server asks for none
 * @param password null when there is no user
 * @param from the sender's address
 */
public record SmtpSettings(
    String host, int port, Tls tls, String user, @Nullable Secret password, EmailAddress from) {
  private static final int SUBMISSION = 587;

  /** How the connection is protected; what is asked for and not given ends it. */
  public enum Tls {
    STARTTLS,
    TLS,
    NONE;

    String spelling() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The settings; empty where no SMTP_HOST is set, and so no mail is sent. */
  public static Optional<SmtpSettings> of(Variables variables) {
    String host = variables.text("SMTP_HOST", "");
    if (host.isEmpty()) {
      return Optional.empty();
    }
    int port = variables.port("SMTP_PORT", SUBMISSION);
    Tls tls = variables.oneOf("SMTP_TLS", Tls.STARTTLS, Tls::spelling);
    String user = variables.text("SMTP_USER", "");
    Secret password =
        user.isEmpty() ? variables.secretIfAny("SMTP_PASSWORD") : variables.secret("SMTP_PASSWORD");
    String sender = variables.required("MAIL_FROM");
    Optional<EmailAddress> from = EmailAddress.parse(sender);
    if (from.isEmpty()) {
      if (!sender.isEmpty()) {
        variables.fault("MAIL_FROM is '" + sender + "': give a plain e-mail address");
      }
      return Optional.empty();
    }
    return Optional.of(new SmtpSettings(host, port, tls, user, password, from.get()));
  }
}
