package com.genericcorp.hq.deploy.process;

import com.genericcorp.hq.cli.Failed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands of other modules, started as one types them: {@code scripts/hq WORDS}. */
public final class HqCommand {
  private final Path root;

  /**
   * @param root the repository's folder
   */
  public HqCommand(Path root) {
    this.root = root;
  }

  /** Runs one in this terminal; returns its exit code. */
  public int run(List<String> words) throws InterruptedException {
    return await(words, start(builder(words).inheritIO()));
  }

  /**
   * Runs one for what it prints; its errors go to this terminal.
   *
   * @throws Failed when it ends with another exit code than 0
   */
  public String output(List<String> words) throws InterruptedException {
    ProcessBuilder builder =
        builder(words)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = start(builder);
    try {
      String out =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      int code = await(words, process);
      if (code != 0) {
        throw new Failed(
            "'%s' ended with exit code %d; what it said stands above", shown(words), code);
      }
      return out;
    } catch (IOException problem) {
      throw new Failed(problem, "what '%s' printed cannot be read: %s", shown(words), problem);
    }
  }

  /** As one types it. */
  public static String shown(List<String> words) {
    return "scripts/hq " + String.join(" ", words);
  }

  private ProcessBuilder builder(List<String> words) {
    List<String> all = new ArrayList<>();
    all.add(root.resolve("scripts/hq").toString());
    all.addAll(words);
    return new ProcessBuilder(all).directory(root.toFile());
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException problem) {
      throw new Failed(
          problem, "%s cannot be started: %s", builder.command().get(0), problem.getMessage());
    }
  }

  private static int await(List<String> words, Process process) throws InterruptedException {
    try {
      return process.waitFor();
    } catch (InterruptedException interrupted) {
      process.destroy();
      throw interrupted;
    }
  }
}
