package com.genericcorp.hq.server.identity;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a browser keeps of its session: {@code <organisation's id>.<session's id>.<256 random
 * bits>}.
 */
public final class SessionKey {
  private static final Pattern FORM =
      Pattern.compile(
          "([a-z0-9]{10})\\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.("
              + RandomSecret.FORM
              + ")");

  private final String tenantId;
  private final UUID id;
  private final RandomSecret secret;

  private SessionKey(String tenantId, UUID id, RandomSecret secret) {
    this.tenantId = tenantId;
    this.id = id;
    this.secret = secret;
  }

  /** The key of a new session. */
  public static SessionKey generate(String tenantId) {
    return new SessionKey(tenantId, UUID.randomUUID(), RandomSecret.generate());
  }

  /** The key in a text, or empty when the text has not a key's form. */
  public static Optional<SessionKey> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new SessionKey(
                matcher.group(1),
                UUID.fromString(matcher.group(2)),
                new RandomSecret(matcher.group(3))))
        : Optional.empty();
  }

  public String tenantId() {
    return tenantId;
  }

  /** The session's id, which is no secret. */
  public UUID id() {
    return id;
  }

  /** What is stored of it. */
  public byte[] hash() {
    return secret.hash();
  }

  /** The key itself, for the browser. */
  public String reveal() {
    return tenantId + "." + id + "." + secret.reveal();
  }

  @Override
  public String toString() {
    return tenantId + "." + id + ".***";
  }
}
