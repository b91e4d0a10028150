package com.genericcorp.hq.release.prepare;

import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.cli.files.AtomicFile;
import com.genericcorp.hq.release.assets.PackageArchive;
import com.genericcorp.hq.release.assets.PackageBill;
import java.io.IOException;

/** What the package is made of. */
final class BillPackage implements Step<Preparation> {
  @Override
  public String name() {
    return "Write the package's bill of materials";
  }

  @Override
  public void run(Preparation preparation) throws IOException {
    PackageArchive archive = PackageArchive.read(preparation.asset(CheckPackages.ONLINE));
    AtomicFile.write(
        preparation.asset(".cdx.json"),
        PackageBill.of(preparation.version(), archive, preparation.images()));
  }
}
