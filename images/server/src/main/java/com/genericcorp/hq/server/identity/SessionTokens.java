package com.genericcorp.hq.server.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Short-lived tokens (JWT, HS256) that say whose a session is, so that its secret need not be
 * looked at with each request. Whether the session lasts is asked all the same.
 */
public final class SessionTokens {
  /** How long a token is good for. */
  public static final Duration LIFETIME = Duration.ofMinutes(5);

  // Replicas' clocks differ, and a clock may be set back.
  private static final Duration LEEWAY = Duration.ofSeconds(30);
  private static final int LONGEST = 2_000;
  private static final String SESSION = "sid";
  private static final Pattern KEY_ID = Pattern.compile("-?\\d{1,12}-[0-9a-f]{8}");

  /** What a token of the right signature says, or why it says nothing. */
  public sealed interface Reading {}

  /** Believed. */
  public record Valid(String tenantId, UUID sessionId) implements Reading {}

  /** Ours or from a key that is no longer known, and too old or too new: to be renewed. */
  public record Stale() implements Reading {}

  /** Nothing of ours: never to be believed, nor renewed. */
  public record Forged() implements Reading {}

  private final SigningKeys keys;
  private final String issuer;
  private final Clock clock;

  /**
   * @param secret the installation's secret as it is now
   * @param issuer the service's own address
   */
  public SessionTokens(Supplier<String> secret, String issuer, Clock clock) {
    this.keys = new SigningKeys(secret, clock);
    this.issuer = issuer;
    this.clock = clock;
  }

  /** A token for an organisation's session. */
  public String issue(String tenantId, Session session) {
    SigningKeys.Key key = keys.current();
    Instant now = clock.instant();
    User user = session.user();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .audience(tenantId)
            .subject(user.id().toString())
            .claim(SESSION, session.id().toString())
            .claim("role", user.role().text())
            .claim("name", user.called())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFETIME)))
            .build();
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).keyID(key.id()).build();
    SignedJWT token = new SignedJWT(header, claims);
    try {
      token.sign(new MACSigner(key.bytes()));
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
    return token.serialize();
  }

  /** Reads a token that a browser sent. */
  public Reading read(String text) {
    if (text.length() > LONGEST) {
      return new Forged();
    }
    try {
      SignedJWT token = SignedJWT.parse(text);
      JWSHeader header = token.getHeader();
      String keyId = header.getKeyID();
      // The algorithm is ours to choose, never the token's.
      if (!JWSAlgorithm.HS256.equals(header.getAlgorithm())
          || keyId == null
          || !KEY_ID.matcher(keyId).matches()) {
        return new Forged();
      }
      Optional<SigningKeys.Key> key = keys.find(keyId);
      if (key.isEmpty()) {
        return new Stale();
      }
      return token.verify(new MACVerifier(key.get().bytes()))
          ? believed(token.getJWTClaimsSet())
          : new Forged();
    } catch (ParseException | JOSEException | IllegalArgumentException | IllegalStateException no) {
      return new Forged();
    }
  }

  private Reading believed(JWTClaimsSet claims) throws ParseException {
    List<String> audience = claims.getAudience();
    String session = claims.getStringClaim(SESSION);
    if (!issuer.equals(claims.getIssuer()) || audience.size() != 1 || session == null) {
      return new Forged();
    }
    Instant now = clock.instant();
    Instant issued = instant(claims.getIssueTime());
    Instant notBefore = instant(claims.getNotBeforeTime());
    Instant expires = instant(claims.getExpirationTime());
    boolean inTime =
        issued != null
            && expires != null
            && !issued.isAfter(now.plus(LEEWAY))
            && (notBefore == null || !notBefore.isAfter(now.plus(LEEWAY)))
            && expires.isAfter(now.minus(LEEWAY));
    return inTime ? new Valid(audience.get(0), UUID.fromString(session)) : new Stale();
  }

  private static @Nullable Instant instant(@Nullable Date date) {
    return date == null ? null : date.toInstant();
  }
}
