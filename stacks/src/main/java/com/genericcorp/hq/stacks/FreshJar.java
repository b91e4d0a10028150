package com.genericcorp.hq.stacks;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * Pulumi runs the jar as it is and never builds it: one that is older than its sources is refused.
 */
public final class FreshJar {
  private static final List<String> SOURCES =
      List.of(
          "pom.xml",
          "stacks/pom.xml",
          "stacks/src/main",
          "environments/model/pom.xml",
          "environments/model/src/main",
          "scripts/cli/pom.xml",
          "scripts/cli/src/main");

  private FreshJar() {}

  /**
   * Compares the jar that this class comes from with what it is built from.
   *
   * @throws InvalidInput naming the first source that is newer and the command that builds
   */
  static void require(Repository repository) {
    try {
      Path jar =
          Path.of(FreshJar.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isRegularFile(jar)) {
        require(repository.root(), jar);
      }
    } catch (URISyntaxException problem) {
      throw new IllegalStateException(problem);
    }
  }

  /**
   * Compares a jar with what it is built from.
   *
   * @param root the repository's folder
   * @throws InvalidInput naming the first source that is newer and the command that builds
   */
  public static void require(Path root, Path jar) {
    try {
      FileTime built = Files.getLastModifiedTime(jar);
      for (String source : SOURCES) {
        try (Stream<Path> files = Files.walk(root.resolve(source))) {
          for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
            if (Files.getLastModifiedTime(file).compareTo(built) > 0) {
              throw new InvalidInput(
                  "%s is older than %s; build it: mvn -q -Dquick -DskipTests -pl stacks -am package",
                  jar.getFileName(), root.relativize(file));
            }
          }
        }
      }
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
