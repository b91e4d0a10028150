package com.genericcorp.hq.bundle.selfhosted;

import com.genericcorp.hq.bundle.Bundle;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.cli.files.AtomicFile;
import com.genericcorp.hq.cli.files.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Makes the offline package and unpacks it, unless what is unpacked was made of the same. */
final class Unpack implements Step<Up> {
  @Override
  public String name() {
    return "Make and unpack the package";
  }

  @Override
  public Optional<String> skip(Up up) {
    try {
      return Files.exists(up.installation.contents())
              && Files.readString(up.installation.contents()).equals(bundle(up).contents())
          ? Optional.of("unchanged")
          : Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  @Override
  public void run(Up up) throws Exception {
    Installation installation = up.installation;
    Files.deleteIfExists(installation.contents());
    Bundle bundle = bundle(up);
    Path archive = installation.folder().resolve("agenthq-" + up.version + "-offline.tar.gz");
    bundle.writeOffline(archive);
    // A development's version stays the same while its contents change.
    Trees.delete(installation.home().resolve("releases").resolve(up.version));
    Process tar =
        new ProcessBuilder(List.of("tar", "xzf", archive.toString()))
            .directory(installation.folder().toFile())
            .inheritIO()
            .start();
    if (tar.waitFor() != 0) {
      throw new Failed("'tar xzf %s' did not succeed: is the disk full?", archive);
    }
    AtomicFile.write(installation.contents(), bundle.contents());
  }

  private static Bundle bundle(Up up) {
    return new Bundle(up.repository, up.environment, up.version, up.images, up.store);
  }
}
