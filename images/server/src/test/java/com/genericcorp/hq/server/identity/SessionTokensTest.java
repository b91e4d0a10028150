package com.genericcorp.hq.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTokensTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final String ISSUER = "https://demo.localhost";
  private static final UUID ID = UUID.randomUUID();

  @Test
  void aTokenSaysWhoseTheSessionIs() {
    assertThat(at(NOW).read(token())).isEqualTo(new SessionTokens.Valid("acme000000", ID));
  }

  @Test
  void itIsGoodForFiveMinutesAndALittleForClocks() {
    assertThat(at(NOW.plusSeconds(320)).read(token())).isInstanceOf(SessionTokens.Valid.class);
    assertThat(at(NOW.plusSeconds(331)).read(token())).isInstanceOf(SessionTokens.Stale.class);
  }

  @Test
  void aClockThatWasSetBackRenewsWhatComesFromTheFuture() {
    assertThat(at(NOW.minusSeconds(20)).read(token())).isInstanceOf(SessionTokens.Valid.class);
    assertThat(at(NOW.minusSeconds(40)).read(token())).isInstanceOf(SessionTokens.Stale.class);
    assertThat(at(NOW.minus(Duration.ofDays(400))).read(token()))
        .isInstanceOf(SessionTokens.Stale.class);
  }

  @Test
  void atAWeeksEndTheOldKeyStillVerifies() {
    Instant end = Instant.parse("2026-11-25T23:59:59Z");
    String before = at(end).issue("acme000000", session());
    String after = at(end.plusSeconds(2)).issue("acme000000", session());
    assertThat(before.split("\\.")[0]).isNotEqualTo(after.split("\\.")[0]);
    assertThat(at(end.plusSeconds(2)).read(before)).isInstanceOf(SessionTokens.Valid.class);
    // A replica whose clock is a little late.
    assertThat(at(end).read(after)).isInstanceOf(SessionTokens.Valid.class);
  }

  @Test
  void aRotatedSecretMakesTokensStaleNotForged() {
    assertThat(tokens("another secret", ISSUER, NOW).read(token()))
        .isInstanceOf(SessionTokens.Stale.class);
  }

  @Test
  void anotherEnvironmentsTokenIsForged() {
    assertThat(tokens("secret", "https://app.localhost", NOW).read(token()))
        .isInstanceOf(SessionTokens.Forged.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "NONE", "nOnE", "RS256", "HS384", "HS512", "ES256", ""})
  void noOtherAlgorithmIsBelieved(String algorithm) {
    String[] parts = token().split("\\.");
    String header = text(parts[0]).replace("HS256", algorithm);
    for (String signature : new String[] {parts[2], ""}) {
      String forged = base64(header) + "." + parts[1] + "." + signature;
      assertThat(at(NOW).read(forged)).as(header).isInstanceOf(SessionTokens.Forged.class);
    }
  }

  @Test
  void aTokenSignedByAnotherKeyUnderOurKeysNameIsForged() throws Exception {
    String keyId = SignedJWT.parse(token()).getHeader().getKeyID();
    SignedJWT forged =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).keyID(keyId).build(),
            SignedJWT.parse(token()).getJWTClaimsSet());
    forged.sign(new MACSigner("x".repeat(32).getBytes(StandardCharsets.US_ASCII)));
    assertThat(at(NOW).read(forged.serialize())).isInstanceOf(SessionTokens.Forged.class);
  }

  @Test
  void whatIsTamperedWithIsForged() {
    String[] parts = token().split("\\.");
    String owner = base64(text(parts[1]).replace("reader", "owner"));
    assertThat(owner).isNotEqualTo(parts[1]);
    assertThat(at(NOW).read(parts[0] + "." + owner + "." + parts[2]))
        .isInstanceOf(SessionTokens.Forged.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "a.b.c", "null", "{}", "e30.e30.", "eyJhbGciOiJIUzI1NiJ9..", "é"})
  void whatIsNoTokenIsForged(String text) {
    assertThat(at(NOW).read(text)).isInstanceOf(SessionTokens.Forged.class);
    assertThat(at(NOW).read(text + "A".repeat(100_000))).isInstanceOf(SessionTokens.Forged.class);
  }

  @Test
  void aTokenThatIsNotYetGoodIsRenewed() throws Exception {
    JWTClaimsSet later =
        new JWTClaimsSet.Builder(SignedJWT.parse(token()).getJWTClaimsSet())
            .notBeforeTime(Date.from(NOW.plusSeconds(60)))
            .build();
    SigningKeys.Key key =
        new SigningKeys(() -> "secret", Clock.fixed(NOW, ZoneOffset.UTC)).current();
    SignedJWT token =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.id()).build(), later);
    token.sign(new MACSigner(key.bytes()));
    assertThat(at(NOW).read(token.serialize())).isInstanceOf(SessionTokens.Stale.class);
    assertThat(at(NOW.plusSeconds(40)).read(token.serialize()))
        .isInstanceOf(SessionTokens.Valid.class);
  }

  private static String token() {
    return at(NOW).issue("acme000000", session());
  }

  private static Session session() {
    User user = new User(UUID.randomUUID(), "a@b", "Ada", Role.READER, true, NOW, NOW);
    return new Session(ID, user, new byte[32], NOW);
  }

  private static SessionTokens at(Instant time) {
    return tokens("secret", ISSUER, time);
  }

  private static SessionTokens tokens(String secret, String issuer, Instant time) {
    return new SessionTokens(() -> secret, issuer, Clock.fixed(time, ZoneOffset.UTC));
  }

  private static String text(String base64) {
    return new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
