package com.genericcorp.hq.server.mail;

import com.genericcorp.hq.server.identity.EmailAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A mail in plain text. */
public record Letter(EmailAddress to, String subject, String text) {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM yyyy 'at' HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  public Letter {
    subject = subject.replaceAll("\\p{Cntrl}|[\\u2028\\u2029]", " ");
  }

  /** What somebody gets who shall join an organisation. */
  public static Letter invitation(
      EmailAddress to, String organization, String url, Instant expiresAt) {
    return new Letter(
        to,
        "Join " + organization + " on AgentHQ",
        """
        Hello,

        you are invited to join %s on AgentHQ. Choose your password here:

        %s

        The link works once, until %s. If you expected no invitation, ignore it.
        """
            .formatted(organization, url, DAY.format(expiresAt)));
  }

  /** What somebody gets who needs another password. */
  public static Letter reset(EmailAddress to, String organization, String url, Instant expiresAt) {
    return new Letter(
        to,
        "A new password for " + organization + " on AgentHQ",
        """
        Hello,

        an owner of %s made a link for you to choose a new password for AgentHQ:

        %s

        The link works once, until %s. Your present password works until you have used it.
        """
            .formatted(organization, url, DAY.format(expiresAt)));
  }

  @Override
  public String toString() {
    return "Letter[***]";
  }
}
