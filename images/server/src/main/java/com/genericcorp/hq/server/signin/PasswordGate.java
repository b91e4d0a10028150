package com.genericcorp.hq.server.signin;

import com.genericcorp.hq.server.http.Call;
import com.genericcorp.hq.server.http.Problem;
import com.genericcorp.hq.server.http.ProblemException;
import com.genericcorp.hq.server.identity.Guesses;
import com.genericcorp.hq.server.identity.Passwords;
import com.genericcorp.hq.server.limits.AddressBlock;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Passwords that requests bring: checked, and those who guess slowed down by their address. */
public final class PasswordGate {
  private static final String RETRY_AFTER = "Retry-After";

  private final Passwords passwords;
  private final Guesses guesses;

  public PasswordGate(Passwords passwords, Guesses guesses) {
    this.passwords = passwords;
    this.guesses = guesses;
  }

  /**
   * Whether the password is the stored one; a wrong one counts as a guess.
   *
   * @param stored null when nobody has one; it takes as long
   * @throws ProblemException 429 when the address has to wait before its next try, 503 when too
   *     many try at once
   */
  public boolean matches(Call call, @Nullable String stored, String password) {
    String network = AddressBlock.of(call.client());
    Guesses.Try guess =
        guesses
            .begin(network)
            .orElseThrow(() -> slowed(guesses.pause(network).orElse(Duration.ofSeconds(1))));
    boolean right = false;
    boolean looked = false;
    try {
      right = unlessBusy(() -> passwords.matches(stored, password));
      looked = true;
    } finally {
      if (right || !looked) {
        guess.succeeded();
      }
    }
    return right;
  }

  /**
   * What is stored of a new password.
   *
   * @throws ProblemException 503 when too many try at once
   */
  public String hash(String password) {
    return unlessBusy(() -> passwords.hash(password));
  }

  private static <T> T unlessBusy(Supplier<T> work) {
    try {
      return work.get();
    } catch (Passwords.TooBusy busy) {
      throw new Problem(503, "Too many passwords are to be checked at once; try again shortly.")
          .with(RETRY_AFTER, "2")
          .exception();
    }
  }

  private static ProblemException slowed(Duration pause) {
    long seconds = Math.max(1, pause.plusMillis(999).toSeconds());
    return new Problem(
            429,
            "sign-in-slowed",
            "Too many wrong passwords came from your address: try again in "
                + seconds
                + (seconds == 1 ? " second." : " seconds."))
        .with(RETRY_AFTER, Long.toString(seconds))
        .exception();
  }
}
