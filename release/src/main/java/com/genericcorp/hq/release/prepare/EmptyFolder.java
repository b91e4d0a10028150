package com.genericcorp.hq.release.prepare;

import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.release.assets.Prepared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

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
    if (Files.exists(preparation.assets())) {
      List<Path> old;
      try (Stream<Path> all = Files.walk(preparation.assets())) {
        old = all.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path one : old) {
        Files.delete(one);
      }
    }
    Files.createDirectories(preparation.assets());
  }
}
