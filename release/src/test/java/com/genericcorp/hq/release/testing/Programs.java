package com.genericcorp.hq.release.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Starts the real programs that tests compare with. */
public final class Programs {
  private Programs() {}

  /** What a program that ended wrote. */
  public record Ended(int code, String out) {}

  /** Runs a program that must succeed; returns what it wrote. */
  public static String run(Path folder, String... command) {
    Ended ended = start(folder, Map.of(), command);
    assertThat(ended.code()).as("%s: %s", List.of(command), ended.out()).isZero();
    return ended.out();
  }

  /** Runs a program. */
  public static Ended start(Path folder, Map<String, String> environment, String... command) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
      builder.environment().putAll(environment);
      // Nothing of whoever runs the tests: neither configuration nor questions.
      builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
      builder.environment().put("GIT_CONFIG_SYSTEM", "/dev/null");
      builder.environment().put("GIT_TERMINAL_PROMPT", "0");
      Process process = builder.redirectInput(new java.io.File("/dev/null")).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), out);
    } catch (IOException | InterruptedException problem) {
      throw new IllegalStateException(problem);
    }
  }

  /** Whether the machine has a program. */
  public static boolean has(String name) {
    for (String folder : System.getenv("PATH").split(":")) {
      if (Files.isExecutable(Path.of(folder, name))) {
        return true;
      }
    }
    return false;
  }
}
