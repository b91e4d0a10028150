package com.genericcorp.hq.server.signin;

import com.genericcorp.hq.server.http.Call;
import com.genericcorp.hq.server.http.Problem;
import com.genericcorp.hq.server.http.Problem.ExceededLimit;
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
  // By person: each change costs two passwords' work, of which the server has little for all.
  private final Guesses changes = new Guesses(System::nanoTime);

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
            .orElseThrow(
                () ->
                    slowed(
                        "Too many wrong passwords came from your address",
                        "signIns",
                        guesses,
                        network));
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
   * Lets somebody try to change the own password, by right or wrong means: after a few within a
   * quarter of an hour each further one has to wait, as guesses have to.
   *
   * @param person whose, in whichever spelling
   * @throws ProblemException 429 when this one comes too early
   */
  public void admitChange(String person) {
    if (changes.begin(person).isEmpty()) {
      throw slowed("You changed your password too often", "passwordChanges", changes, person);
    }
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

  private static ProblemException slowed(String reason, String limit, Guesses counted, String who) {
    Duration pause = counted.pause(who).orElse(Duration.ofSeconds(1));
    long seconds = Math.max(1, pause.plusMillis(999).toSeconds());
    return new Problem(
            429,
            "sign-in-slowed",
            reason + ": try again in " + seconds + (seconds == 1 ? " second." : " seconds."))
        .about(ExceededLimit.ofNoTier(limit, Guesses.FREE))
        .with(RETRY_AFTER, Long.toString(seconds))
        .exception();
  }
}
