package com.genericcorp.hq.release.prepare;

import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.cli.Step;
import java.util.List;

/** Everything up to the point where something would leave the machine. */
public final class Preparing {
  /** What {@code release prepare} does, in this order. Each step may be repeated. */
  static final List<Step<Preparation>> STEPS =
      List.of(
          new RequireCleanTree(), // only what is committed is released
          new ChooseVersion(), // from the commits since the last tag
          new EmptyFolder(), // nothing of an earlier preparation is left over
          new BuildPackages(), // images, and the archives that name or hold them
          new CheckPackages(), // each file is what was packed, none lands outside
          new BillPackage(), // what the package is made of
          new Measure(), // sizes, and what the tests on an engine measured
          new Attest(), // of which commit all that was made
          new SumUp(), // checksums of everything, signed where a key is set
          new WriteNotes(), // what a customer reads
          new WriteManifest(), // last: without it nothing is prepared
          new VerifyPrepared()); // as a customer will

  private Preparing() {}

  public static void run(Preparation preparation, Progress progress) {
    Step.runAll(STEPS, preparation, progress);
  }
}
