package com.genericcorp.hq.server.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A session that lasts, and whose it is. */
public final class Session {
  private static final String HMAC = "HmacSHA256";

  private final UUID id;
  private final User user;
  private final byte[] secretHash;
  private final Instant renewBy;

  /**
   * @param secretHash what is stored of its {@link SessionKey}
   * @param renewBy when it ends if nothing is done with it until then
   */
  public Session(UUID id, User user, byte[] secretHash, Instant renewBy) {
    this.id = id;
    this.user = user;
    this.secretHash = secretHash.clone();
    this.renewBy = renewBy;
  }

  public UUID id() {
    return id;
  }

  public User user() {
    return user;
  }

  public Instant renewBy() {
    return renewBy;
  }

  /** Whether the key is this session's. */
  public boolean opensWith(SessionKey key) {
    return id.equals(key.id()) && MessageDigest.isEqual(secretHash, key.hash());
  }

  /**
   * What pages send back with everything that changes something. It follows from what only the
   * session's row holds, so it lasts as long as the session does, and no rotated key ends it.
   */
  public String csrfToken() {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secretHash, HMAC));
      byte[] token = mac.doFinal(("csrf " + id).getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Whether a request brought this session's CSRF token. */
  public boolean isCsrfToken(String sent) {
    return MessageDigest.isEqual(
        csrfToken().getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
  }
}
