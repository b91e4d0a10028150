package com.genericcorp.hq.operate.state;

import com.genericcorp.hq.cli.Failed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Pulumi's command line on the stack project.
 *
 * @param name the program: {@code pulumi}, as the path has it
 * @param project the folder with {@code Pulumi.yaml}
 */
public record PulumiProgram(String name, Path project) {
  private static final int LINES_SHOWN = 8;

  /** The program of the path, on a repository's stacks. */
  public static PulumiProgram in(Path repository) {
    return new PulumiProgram("pulumi", repository.resolve("stacks"));
  }

  /**
   * Runs it without questions.
   *
   * @return what it printed
   * @throws Failed with the end of what it said, when it is missing or fails
   */
  public String run(String... words) throws IOException, InterruptedException {
    Path said = Files.createTempFile("hq-pulumi", ".txt");
    try {
      Process process = start(said, words);
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new Failed(
            "'pulumi %s' in %s ended with exit code %d: %s",
            String.join(" ", words), project, code, end(Files.readString(said) + printed));
      }
      return printed;
    } finally {
      Files.deleteIfExists(said);
    }
  }

  private Process start(Path said, String... words) {
    List<String> command = new ArrayList<>(List.of(name));
    command.addAll(List.of(words));
    command.add("--non-interactive");
    try {
      return new ProcessBuilder(command)
          .directory(project.toFile())
          .redirectInput(Path.of("/dev/null").toFile())
          .redirectError(said.toFile())
          .start();
    } catch (IOException problem) {
      throw new Failed(
          problem,
          "the Pulumi CLI cannot be started (%s): install it from"
              + " https://www.pulumi.com/docs/install and log in to the account's state bucket, as"
              + " docs/aws.md says",
          problem.getMessage());
    }
  }

  private static String end(String text) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    return String.join(
        "\n  ", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
  }
}
