package com.genericcorp.hq.release.prepare;

import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.release.assets.Asset;
import com.genericcorp.hq.release.assets.Prepared;
import java.io.IOException;

/** Last: without it nothing is prepared. */
final class WriteManifest implements Step<Preparation> {
  @Override
  public String name() {
    return "Write down what was prepared";
  }

  @Override
  public void run(Preparation preparation) throws IOException {
    Preparation.Given given = preparation.given();
    given.history().requireClean(); // the build has left the tree as it was committed
    Prepared prepared =
        new Prepared(
            given.folder(),
            preparation.version(),
            given.history().head().name(),
            given.key().isPresent(),
            preparation.images(),
            Asset.in(preparation.assets()));
    prepared.write();
    preparation.prepared(prepared);
  }
}
