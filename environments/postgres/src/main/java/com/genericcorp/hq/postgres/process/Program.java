package com.genericcorp.hq.postgres.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program to be started with exactly these words and variables: nothing is inherited.
 *
 * @param words the program's path and its arguments; never a secret, since everybody can read them
 */
public record Program(List<String> words, Map<String, String> variables, Path folder) {
  public Program {
    words = List.copyOf(words);
    variables = Map.copyOf(variables);
  }

  /** How a program ended and all it printed, standard error included. */
  public record Ended(int exit, String output) {}

  /** Runs the program to its end, giving it {@code input}. */
  public Ended run(String input) throws IOException, InterruptedException {
    Process process = builder(words).redirectErrorStream(true).start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException endedWithoutReading) {
      // Its exit code and output say more.
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }

  /** Runs the program to its end with this process's terminal; its exit code. */
  public int runInTerminal() throws IOException, InterruptedException {
    return builder(words).inheritIO().start().waitFor();
  }

  /**
   * Starts the program in a session of its own, so that neither the terminal's Ctrl-C nor this
   * JVM's end reaches it. What it prints is appended to {@code log}.
   */
  public Process startDetached(Path log) throws IOException {
    List<String> all = new ArrayList<>(inOwnSession());
    all.addAll(words);
    return builder(all)
        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .redirectErrorStream(true)
        .start();
  }

  private static List<String> inOwnSession() {
    // Both replace themselves by the program, so the process's id stays the same.
    return find("setsid")
        .map(setsid -> List.of(setsid.toString()))
        .orElse(List.of("/usr/bin/perl", "-MPOSIX=setsid", "-e", "setsid; exec @ARGV or die $!"));
  }

  private ProcessBuilder builder(List<String> all) {
    ProcessBuilder builder = new ProcessBuilder(all).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(variables);
    return builder;
  }

  /** The program of this name in the folders of {@code PATH} and where systems keep their own. */
  public static Optional<Path> find(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    List<String> folders = new ArrayList<>(List.of(path.split(File.pathSeparator)));
    folders.addAll(List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin"));
    return folders.stream()
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
