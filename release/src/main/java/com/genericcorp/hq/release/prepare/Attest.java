package com.genericcorp.hq.release.prepare;

import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.cli.files.AtomicFile;
import com.genericcorp.hq.release.assets.Asset;
import com.genericcorp.hq.release.assets.Provenance;
import java.io.IOException;

/** Of which commit all that was made. */
final class Attest implements Step<Preparation> {
  @Override
  public String name() {
    return "State where it comes from";
  }

  @Override
  public void run(Preparation preparation) throws IOException {
    Provenance provenance =
        Provenance.of(
            preparation.version(),
            preparation.given().history().head().name(),
            preparation.given().environment());
    AtomicFile.write(
        preparation.asset(".provenance.json"),
        provenance.statement(Asset.in(preparation.assets())));
  }
}
