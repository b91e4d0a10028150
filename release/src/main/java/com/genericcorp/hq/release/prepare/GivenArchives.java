package com.genericcorp.hq.release.prepare;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.release.sign.SecretKey;
import com.genericcorp.hq.release.version.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Packages that were built elsewhere.
 *
 * @param folder has both archives of the version, and bills if there are any
 */
public record GivenArchives(Path folder) implements Packages {
  @Override
  public void assemble(Version version, Path target, Optional<SecretKey> key) {
    String prefix = "agenthq-" + version;
    if (!Files.isDirectory(folder)) {
      throw new InvalidInput("the folder %s is not there", folder);
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        if (name.equals(prefix + CheckPackages.ONLINE)
            || name.equals(prefix + CheckPackages.OFFLINE)
            || (name.startsWith(prefix + "-") && name.endsWith(".cdx.json"))) {
          Files.copy(file, target.resolve(name));
        }
      }
    } catch (IOException problem) {
      throw new Failed(problem, "the packages of %s cannot be copied: %s", folder, problem);
    }
  }
}
