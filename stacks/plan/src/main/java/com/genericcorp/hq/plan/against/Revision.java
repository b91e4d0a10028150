package com.genericcorp.hq.plan.against;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Environments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The environments' files of a revision, read by Git. */
final class Revision {
  private static final String FOLDER = "environments";

  private Revision() {}

  /**
   * An environment as a revision describes it.
   *
   * @throws InvalidInput when Git does not know the revision
   * @throws Incomparable when its files do not fit this program
   */
  static Environment load(Path root, String revision, String environment) {
    if (revision.startsWith("-")) {
      throw unknown(revision, "");
    }
    Path temporary = temporary();
    try {
      Path folder = Files.createDirectories(temporary.resolve(FOLDER));
      String listing = git(root, revision, "ls-tree", "--name-only", revision, FOLDER + "/");
      for (String file : listing.lines().filter(Revision::isDescription).toList()) {
        Files.writeString(
            folder.resolve(Path.of(file).getFileName()),
            git(root, revision, "show", revision + ":" + file));
      }
      return new Environments(folder).load(environment);
    } catch (Unknown problem) {
      throw problem;
    } catch (InvalidInput problem) {
      throw new Incomparable(revision, problem);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    } finally {
      delete(temporary);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("hq-plan");
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static boolean isDescription(String file) {
    return file.endsWith(".yaml") || file.endsWith(".schema.json");
  }

  private static String git(Path root, String revision, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("git", "-C", root.toString()));
    command.addAll(Arrays.asList(words));
    Process git = new ProcessBuilder(command).redirectErrorStream(true).start();
    git.getOutputStream().close();
    String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (git.waitFor() == 0) {
        return output;
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    throw unknown(revision, ": " + output.lines().findFirst().orElse("Git said nothing"));
  }

  private static InvalidInput unknown(String revision, String why) {
    return new Unknown(
        "'%s' is neither an environment nor a revision that Git knows%s".formatted(revision, why));
  }

  private static final class Unknown extends InvalidInput {
    private static final long serialVersionUID = 1;

    Unknown(String sentence) {
      super("%s", sentence);
    }
  }

  private static void delete(Path temporary) {
    try (Stream<Path> files = Files.walk(temporary)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
