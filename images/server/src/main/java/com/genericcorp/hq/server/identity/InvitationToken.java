package com.genericcorp.hq.server.identity;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What lets somebody set a password: {@code inv_<organisation's id>_<256 random bits>}. Like an API
 * key it names its organisation, where its hash is stored.
 */
public final class InvitationToken {
  private static final Pattern FORM =
      Pattern.compile("inv_([a-z0-9]{10})_(" + RandomSecret.FORM + ")");

  private final String tenantId;
  private final RandomSecret secret;

  private InvitationToken(String tenantId, RandomSecret secret) {
    this.tenantId = tenantId;
    this.secret = secret;
  }

  public static InvitationToken generate(String tenantId) {
    return new InvitationToken(tenantId, RandomSecret.generate());
  }

  /** The token with this secret part, which has a random one's 43 characters. */
  public static InvitationToken of(String tenantId, String secret) {
    return parse("inv_" + tenantId + "_" + secret).orElseThrow(IllegalArgumentException::new);
  }

  /** The token in a text, or empty when the text has not a token's form. */
  public static Optional<InvitationToken> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new InvitationToken(matcher.group(1), new RandomSecret(matcher.group(2))))
        : Optional.empty();
  }

  public String tenantId() {
    return tenantId;
  }

  /** What is stored of it. */
  public byte[] hash() {
    return secret.hash();
  }

  /** The token itself, for its link. */
  public String reveal() {
    return "inv_" + tenantId + "_" + secret.reveal();
  }

  @Override
  public String toString() {
    return "inv_" + tenantId + "_***";
  }
}
