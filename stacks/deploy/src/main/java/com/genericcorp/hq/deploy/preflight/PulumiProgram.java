package com.genericcorp.hq.deploy.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Json;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Pulumi's program on this machine. */
final class PulumiProgram {
  /**
   * The oldest that will do. From it on the engine's events come by a connection; older ones write
   * a file, which the SDK reads for ever when a command fails before its engine has begun.
   */
  static final String MINIMUM = "3.205.0";

  private static final Pattern VERSION = Pattern.compile("v?(\\d+)\\.(\\d+)\\.(\\d+)");

  private final Path program;

  private PulumiProgram(Path program) {
    this.program = program;
  }

  /** The first on the path. */
  static Optional<PulumiProgram> find(Map<String, String> variables) {
    return Stream.of(variables.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "pulumi"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(PulumiProgram::new);
  }

  Path path() {
    return program;
  }

  /** Its version, as it says. */
  String version() {
    return run(List.of("version")).strip();
  }

  /** Whether a version is {@link #MINIMUM} or newer. */
  static boolean isNewEnough(String version) {
    List<Integer> seen = numbers(version);
    List<Integer> least = numbers(MINIMUM);
    for (int part = 0; part < least.size(); part++) {
      int difference = seen.isEmpty() ? -1 : seen.get(part) - least.get(part);
      if (difference != 0) {
        return difference > 0;
      }
    }
    return true;
  }

  private static List<Integer> numbers(String version) {
    Matcher parts = VERSION.matcher(version);
    return parts.find()
        ? Stream.of(1, 2, 3).map(one -> Integer.parseInt(parts.group(one))).toList()
        : List.of();
  }

  /** The versions of a resource plugin that are installed. */
  List<String> plugins(String name) {
    try {
      List<String> versions = new ArrayList<>();
      for (JsonNode one : Json.mapper().readTree(run(List.of("plugin", "ls", "--json")))) {
        if (one.path("name").asText().equals(name)
            && one.path("kind").asText().equals("resource")) {
          versions.add(one.path("version").asText());
        }
      }
      return versions;
    } catch (IOException problem) {
      throw new Failed(problem, "'pulumi plugin ls --json' printed no JSON: %s", problem);
    }
  }

  /** The version of the AWS plugin that the stack program was built with. */
  static String wantedPlugin() {
    try (InputStream file =
        Objects.requireNonNull(
            PulumiProgram.class.getResourceAsStream("/com/pulumi/aws/plugin.json"))) {
      return Json.mapper().readTree(file).path("version").asText();
    } catch (IOException problem) {
      throw new Failed(problem, "the AWS library does not name its plugin: %s", problem);
    }
  }

  private String run(List<String> words) {
    List<String> all = new ArrayList<>(List.of(program.toString()));
    all.addAll(words);
    try {
      ProcessBuilder builder =
          new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().put("PULUMI_SKIP_UPDATE_CHECK", "true");
      Process process = builder.start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new Failed("'%s' ended with exit code %d", String.join(" ", all), code);
      }
      return out;
    } catch (IOException problem) {
      throw new Failed(problem, "%s cannot be started: %s", program, problem.getMessage());
    } catch (InterruptedException problem) {
      Thread.currentThread().interrupt();
      throw new Failed(problem, "waiting for %s was interrupted", program);
    }
  }
}
