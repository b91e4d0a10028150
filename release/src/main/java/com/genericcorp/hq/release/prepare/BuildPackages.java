package com.genericcorp.hq.release.prepare;

import com.genericcorp.hq.cli.Step;

/** Images, and the archives that name or hold them. */
final class BuildPackages implements Step<Preparation> {
  @Override
  public String name() {
    return "Build images and packages";
  }

  @Override
  public void run(Preparation preparation) {
    Preparation.Given given = preparation.given();
    given.packages().assemble(preparation.version(), preparation.assets(), given.key());
  }
}
