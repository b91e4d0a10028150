package com.genericcorp.hq.release.prepare;

import com.genericcorp.hq.cli.Step;

/** Only what is committed is released. */
final class RequireCleanTree implements Step<Preparation> {
  @Override
  public String name() {
    return "Look for what is not committed";
  }

  @Override
  public void run(Preparation preparation) {
    preparation.given().history().requireClean();
  }
}
