package com.genericcorp.hq.release.prepare;

import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.cli.files.AtomicFile;
import com.genericcorp.hq.release.assets.Asset;
import com.genericcorp.hq.release.assets.Figures;
import java.io.IOException;
import java.util.List;

/** Sizes, and what the tests of the package measured on an engine. */
final class Measure implements Step<Preparation> {
  @Override
  public String name() {
    return "Gather the figures";
  }

  @Override
  public void run(Preparation preparation) throws IOException {
    List<Asset> archives =
        List.of(
            Asset.of(preparation.asset(CheckPackages.ONLINE)),
            Asset.of(preparation.asset(CheckPackages.OFFLINE)));
    Figures figures = Figures.of(archives, preparation.given().measured());
    preparation.figures(figures);
    AtomicFile.write(preparation.asset(".figures.json"), figures.json());
  }
}
