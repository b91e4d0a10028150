package com.genericcorp.hq.server.tenancy;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * On whose behalf the database is asked for what may not be there. Only what exists is remembered,
 * so that something new is seen at once; whoever asks for nothing over and over is stopped here.
 */
public interface Asker {
  /** We ourselves, and requests that were counted before they asked. */
  Asker COUNTED =
      new Asker() {
        @Override
        public void asks() {}

        @Override
        public void foundNothing() {}
      };

  /** Comes before each reading; throws when there were too many that found nothing. */
  void asks();

  void foundNothing();

  /** The same reading on this one's behalf. */
  default <T> Supplier<Optional<T>> asking(Supplier<Optional<T>> read) {
    return () -> {
      asks();
      Optional<T> found = read.get();
      if (found.isEmpty()) {
        foundNothing();
      }
      return found;
    };
  }
}
