package com.genericcorp.hq.builder.push;

import com.genericcorp.hq.cli.Failed;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.RegistryException;
import java.io.IOException;
import java.time.Duration;

/** Calls of a registry, each tried again when the connection breaks. */
final class RegistryCalls {
  private static final int ATTEMPTS = 5;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

  private final ImageReference reference;

  RegistryCalls(ImageReference reference) {
    this.reference = reference;
  }

  /** A call that may be made again. */
  interface Call<T> {
    T run() throws IOException, RegistryException;
  }

  /**
   * Makes a call until it is answered.
   *
   * @param what the registry was asked to do
   * @throws Failed when it refused, or the connection broke each time
   */
  <T> T retried(String what, Call<T> call) {
    Duration pause = FIRST_PAUSE;
    for (int attempt = 1; ; attempt++) {
      try {
        return call.run();
      } catch (RegistryException refused) {
        throw new Failed(
            refused,
            "%s refused to %s: %s. If it wants you to sign in: 'docker login %s'",
            reference,
            what,
            message(refused),
            reference.getRegistry());
      } catch (IOException broken) {
        if (attempt == ATTEMPTS) {
          throw new Failed(
              broken,
              "%s did not %s in %d attempts: %s. What was sent stays there; run it again",
              reference,
              what,
              ATTEMPTS,
              message(broken));
        }
        sleep(pause);
        pause = pause.multipliedBy(2);
      }
    }
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException problem) {
      Thread.currentThread().interrupt();
      throw new Failed(problem, "the push was interrupted: run it again");
    }
  }

  private static String message(Exception problem) {
    Throwable deepest = problem;
    while (deepest.getCause() != null && deepest.getCause() != deepest) {
      deepest = deepest.getCause();
    }
    String message = deepest.getMessage();
    return message == null ? deepest.getClass().getSimpleName() : message;
  }
}
