package com.genericcorp.hq.builder.engine;

import com.genericcorp.hq.builder.oci.Layout;
import com.genericcorp.hq.builder.oci.OciImage;
import com.genericcorp.hq.cli.Failed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The engine that the {@code docker} on the path talks to. Its command line knows contexts, TLS and
 * SSH; this class knows only it.
 */
public final class DockerEngine {
  private final String program;

  public DockerEngine() {
    this("docker");
  }

  DockerEngine(String program) {
    this.program = program;
  }

  /**
   * Loads an image, unless the engine has it under this name already.
   *
   * @return whether it was loaded
   * @throws Failed when there is no engine, or it made another image of it
   */
  public boolean load(OciImage image, Layout layout, String reference) {
    if (isThere(image, reference)) {
      return false;
    }
    Result version = run(List.of("version", "--format", "{{.Server.Os}}"));
    if (version.code() != 0) {
      throw new Failed(
          "no Docker engine answers (%s): start one, or build with '--output tar'",
          version.text().lines().reduce((first, last) -> last).orElse("no answer"));
    }
    Result loaded = load(layout);
    if (loaded.code() != 0) {
      throw new Failed("docker load refused %s: %s", reference, loaded.text());
    }
    if (!isThere(image, reference)) {
      throw new Failed(
          "docker load took %s, but the engine has another image under this name than %s (config"
              + " %s)",
          reference, image.manifest().digest(), image.config().digest());
    }
    return true;
  }

  /**
   * Engines call an image by its config's digest; those with containerd's store by the manifest's.
   */
  private boolean isThere(OciImage image, String reference) {
    Result id = run(List.of("image", "inspect", "--format", "{{.Id}}", reference));
    return id.code() == 0
        && Set.of(image.config().digest() + "", image.manifest().digest() + "")
            .contains(id.text().strip());
  }

  private record Result(int code, String text) {}

  private Result load(Layout layout) {
    try {
      Path answer = Files.createTempFile("docker-load", ".txt");
      try {
        Process process = start(List.of("load", "--quiet"), answer);
        try (OutputStream input = process.getOutputStream()) {
          layout.writeTar(input);
        } catch (IOException broken) {
          // The engine hung up; what it said is more use than a broken pipe.
        }
        int code = process.waitFor();
        return new Result(code, Files.readString(answer, StandardCharsets.UTF_8).strip());
      } finally {
        Files.deleteIfExists(answer);
      }
    } catch (IOException problem) {
      throw noProgram(problem);
    } catch (InterruptedException problem) {
      Thread.currentThread().interrupt();
      throw new Failed(problem, "docker load was interrupted: run it again");
    }
  }

  private Result run(List<String> words) {
    try {
      Path answer = Files.createTempFile("docker", ".txt");
      try {
        Process process = start(words, answer);
        process.getOutputStream().close();
        int code = process.waitFor();
        return new Result(code, Files.readString(answer, StandardCharsets.UTF_8).strip());
      } finally {
        Files.deleteIfExists(answer);
      }
    } catch (IOException problem) {
      throw noProgram(problem);
    } catch (InterruptedException problem) {
      Thread.currentThread().interrupt();
      throw new Failed(problem, "docker was interrupted: run it again");
    }
  }

  private Process start(List<String> words, Path answer) throws IOException {
    List<String> command = new ArrayList<>(Arrays.asList(program));
    command.addAll(words);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(answer.toFile())
        .start();
  }

  private Failed noProgram(IOException problem) {
    return new Failed(
        problem,
        "there is no '%s' on the path: install Docker, or build with '--output tar'",
        program);
  }
}
