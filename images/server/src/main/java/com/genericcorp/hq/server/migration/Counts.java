package com.genericcorp.hq.server.migration;

import java.util.Optional;

/**
 * How far a run, or one wave of it, has come.
 *
 * @param waiting organisations to come, those that are tried again included
 */
record Counts(int done, int failed, int waiting) {
  int all() {
    return done + failed + waiting;
  }

  /**
   * Whether failures are too many for the run to go on, and why.
   *
   * @param wave that the newest failure is in
   * @param ofWave that wave alone
   * @param ofRun the whole run
   */
  static Optional<String> whyStop(Wave wave, Counts ofWave, Counts ofRun, FleetRun run) {
    if (ofWave.failed() == 0) {
      return Optional.empty();
    }
    if (wave == Wave.PROBE) {
      return Optional.of("the probe could not be migrated");
    }
    if (wave == Wave.CANARY && share(ofWave.failed(), ofWave.all()) >= run.stopAt()) {
      return Optional.of(
          "%d of %d canaries could not be migrated".formatted(ofWave.failed(), ofWave.all()));
    }
    int ended = ofRun.done() + ofRun.failed();
    return ofRun.failed() >= run.stopAfter() && share(ofRun.failed(), ended) >= run.stopAt()
        ? Optional.of(
            "%d of %d organisations could not be migrated".formatted(ofRun.failed(), ended))
        : Optional.empty();
  }

  private static double share(int part, int all) {
    return (double) part / all;
  }
}
