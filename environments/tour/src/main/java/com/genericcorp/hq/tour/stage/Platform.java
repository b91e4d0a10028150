package com.genericcorp.hq.tour.stage;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.model.Environment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The operator's commands. On this machine they are started as {@code scripts/hq} starts them;
 * elsewhere they are the operator's own affair.
 */
public final class Platform {
  private static final String LOCAL = "hq-environments-local-";

  private final Path root;
  private final Environment environment;
  private final Turn turn;

  Platform(Path root, Environment environment, Turn turn) {
    this.root = root;
    this.environment = environment;
    this.turn = turn;
  }

  /** Whether the tour can change tiers here. */
  public boolean changesTiers() {
    return environment.platform() == com.genericcorp.hq.model.Platform.EMBEDDED;
  }

  /** The operator's command, as one types it. */
  public String tierCommand(String slug, String tier) {
    return "scripts/hq tenants tier " + slug + " " + tier;
  }

  /**
   * Puts an organisation into another tier.
   *
   * @throws Failed when the command fails; it has said why
   */
  public void changeTier(String slug, String tier) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dhq.root=" + root));
    words.addAll(List.of("-cp", classPath(), "com.genericcorp.hq.cli.Hq"));
    words.addAll(List.of("tenants", "tier", slug, tier, "--environment", environment.name()));
    Path said = Files.createTempFile("hq-tour", ".txt");
    try {
      int exit = turn.take(() -> run(words, said));
      if (exit != 0) {
        throw new Failed(
            "'%s' ended with exit code %d and said: %s",
            tierCommand(slug, tier), exit, Files.readString(said).strip());
      }
    } finally {
      Files.deleteIfExists(said);
    }
  }

  private static int run(List<String> words, Path said) throws IOException {
    Process process =
        new ProcessBuilder(words)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      return process.waitFor();
    } catch (InterruptedException interrupted) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new Failed(interrupted, "the tour was interrupted");
    }
  }

  /** The module's jar and, beside it, what it needs: the launcher's class path of it. */
  private static String classPath() throws IOException {
    for (String entry :
        Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator))) {
      Path jar = Path.of(entry);
      if (String.valueOf(jar.getFileName()).startsWith(LOCAL)) {
        Path needs = jar.resolveSibling("hq.classpath");
        return jar + File.pathSeparator + Files.readString(needs).strip();
      }
    }
    throw new Failed("the class path has no %s*.jar: start the tour by 'scripts/hq tour'", LOCAL);
  }
}
