package com.genericcorp.hq.account.state;

import com.genericcorp.hq.cli.Failed;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Asks the Pulumi CLI for a stack's state: the one place that does.
 *
 * @param stacks the folder of {@code Pulumi.yaml}
 * @param variables the process's environment
 */
public record StackExport(Path stacks, Map<String, String> variables) {
  private static final long PATIENCE_SECONDS = 120;

  /** Of this process. */
  public static StackExport of(Path stacks) {
    return new StackExport(stacks, System.getenv());
  }

  /** What is run. */
  static List<String> command(String program, String stack) {
    return List.of(program, "stack", "export", "--stack", stack, "--non-interactive");
  }

  /**
   * The state of a stack.
   *
   * @throws Failed when Pulumi is not there, not logged in, or does not know the stack
   */
  public StackState read(String stack) {
    Path complaints = temporary();
    try {
      return StackState.parse(stack, output(stack, complaints));
    } catch (IOException problem) {
      throw new Failed(problem, "Pulumi could not be run: %s", problem.getMessage());
    } finally {
      complaints.toFile().delete();
    }
  }

  private String output(String stack, Path complaints) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command(program().toString(), stack))
            .directory(stacks.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectError(complaints.toFile());
    builder.environment().putAll(variables);
    builder.environment().put("PULUMI_SKIP_UPDATE_CHECK", "true");
    Process pulumi = builder.start();
    AtomicBoolean late = new AtomicBoolean();
    CompletableFuture<Void> watch =
        CompletableFuture.runAsync(
            () -> {
              late.set(true);
              pulumi.destroyForcibly();
            },
            CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS));
    try {
      String text = new String(pulumi.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = pulumi.waitFor();
      if (late.get()) {
        throw new Failed("Pulumi told nothing of '%s' within %d s", stack, PATIENCE_SECONDS);
      }
      if (code != 0) {
        throw refused(stack, Files.readString(complaints).strip());
      }
      return text;
    } catch (InterruptedException problem) {
      Thread.currentThread().interrupt();
      throw new Failed("interrupted while Pulumi told of '%s'", stack);
    } finally {
      watch.cancel(true);
      pulumi.destroyForcibly();
    }
  }

  private Path program() {
    for (String folder : variables.getOrDefault("PATH", "").split(File.pathSeparator)) {
      Path program = Path.of(folder).resolve("pulumi");
      if (!folder.isEmpty() && Files.isExecutable(program)) {
        return program;
      }
    }
    throw new Failed(
        "There is no pulumi on the PATH, which knows what the environment consists of: install the"
            + " Pulumi CLI, by 'curl -fsSL https://get.pulumi.com | sh' or 'brew install"
            + " pulumi/tap/pulumi'");
  }

  private static Failed refused(String stack, String complaint) {
    if (complaint.contains("no stack named")) {
      return new Failed(
          "Pulumi knows no stack '%s' where it is logged in: it was never brought up, or 'pulumi"
              + " login' leads to another account's state (docs/aws.md)",
          stack);
    }
    if (complaint.contains("PULUMI_ACCESS_TOKEN") || complaint.contains("pulumi login")) {
      return new Failed(
          "Pulumi is not logged in: 'pulumi login s3://BUCKET' with the bucket of the account's"
              + " state (docs/aws.md), or set PULUMI_BACKEND_URL to it");
    }
    return new Failed("Pulumi does not export '%s': %s", stack, complaint.replace('\n', ' '));
  }

  private static Path temporary() {
    try {
      return Files.createTempFile("hq-pulumi", ".txt");
    } catch (IOException problem) {
      throw new Failed(problem, "No temporary file can be made: %s", problem.getMessage());
    }
  }
}
