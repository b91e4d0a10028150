package com.genericcorp.hq.release.prepare;

import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.cli.files.Trees;
import com.genericcorp.hq.release.assets.Prepared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Nothing of an earlier preparation is left over; its manifest goes first. */
final class EmptyFolder implements Step<Preparation> {
  @Override
  public String name() {
    return "Empty the folder";
  }

  @Override
  public void run(Preparation preparation) throws IOException {
    Path folder = preparation.given().folder();
    Files.createDirectories(folder);
    Files.deleteIfExists(folder.resolve(Prepared.MANIFEST));
    Files.deleteIfExists(Prepared.notes(folder));
    Trees.delete(preparation.assets());
    Files.createDirectories(preparation.assets());
  }
}
