package com.genericcorp.hq.server.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys that sign tokens: one for each week, derived from the installation's secret, so that all
 * replicas have the same ones, they change by themselves and are stored nowhere. The weeks before
 * and after verify, too: replicas' clocks differ, and a token lives across a week's end.
 */
final class SigningKeys {
  private static final String HMAC = "HmacSHA256";
  private static final long WEEK_SECONDS = Duration.ofDays(7).toSeconds();
  private static final Duration FRESH = Duration.ofSeconds(5);

  /** One week's key. */
  @SuppressWarnings("ArrayRecordComponent") // compared never
  record Key(String id, byte[] bytes) {}

  private record Derived(Instant at, Key current, Map<String, Key> byId) {}

  private final Supplier<String> secret;
  private final Clock clock;
  private volatile @Nullable Derived derived;

  SigningKeys(Supplier<String> secret, Clock clock) {
    this.secret = secret;
    this.clock = clock;
  }

  /** The key that signs now. */
  Key current() {
    return derived().current;
  }

  /** The key of that name, if it verifies now. */
  Optional<Key> find(String id) {
    return Optional.ofNullable(derived().byId.get(id));
  }

  /** Derived anew every few seconds: the secret may be a file that was rotated. */
  private Derived derived() {
    Derived known = derived;
    Instant now = clock.instant();
    if (known != null && Duration.between(known.at, now).abs().compareTo(FRESH) < 0) {
      return known;
    }
    String text = secret.get();
    long week = Math.floorDiv(now.getEpochSecond(), WEEK_SECONDS);
    Map<String, Key> byId =
        LongStream.rangeClosed(week - 1, week + 1)
            .mapToObj(number -> key(text, number))
            .collect(Collectors.toMap(Key::id, key -> key));
    Derived fresh = new Derived(now, key(text, week), byId);
    derived = fresh;
    return fresh;
  }

  private static Key key(String secret, long week) {
    String name = HexFormat.of().formatHex(hmac(secret, "key id"), 0, 4);
    return new Key(week + "-" + name, hmac(secret, "session-token " + week));
  }

  private static byte[] hmac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
