package com.genericcorp.hq.rehearse.moto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MotoIT {
  private static final String ACCOUNT = "111122223333";

  @TempDir private Path folder;

  /** What is killed: starts a server, tells its processes, waits. */
  public static final class Holder {
    public static void main(String[] arguments) throws InterruptedException {
      Moto moto = Moto.start(Path.of(arguments[0]), ACCOUNT, Path.of(arguments[1]));
      System.out.println(processes(moto));
      Thread.sleep(TimeUnit.MINUTES.toMillis(5));
    }
  }

  private static String processes(Moto moto) {
    return String.join(
        " ",
        Stream.concat(Stream.of(moto.process()), moto.process().descendants())
            .map(one -> Long.toString(one.pid()))
            .toList());
  }

  @Test
  void aKilledRehearsalLeavesNoServerBehind() throws Exception {
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                program().toString(),
                folder.resolve("moto.log").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<ProcessHandle> started;
    try (BufferedReader out = holder.inputReader(StandardCharsets.UTF_8)) {
      started =
          Stream.of(out.readLine().split(" "))
              .map(Long::parseLong)
              .map(ProcessHandle::of)
              .flatMap(Optional::stream)
              .toList();
      assertThat(started).hasSizeGreaterThan(1);
    } finally {
      holder.destroyForcibly().waitFor();
    }
    for (ProcessHandle one : started) {
      await(one);
    }
  }

  @Test
  void aClosedServerIsGoneWithItsLog() {
    Path log = folder.resolve("moto.log");
    Moto moto = Moto.start(program(), ACCOUNT, log);
    List<ProcessHandle> started = moto.process().descendants().toList();
    assertThat(log).exists();
    moto.close();
    assertThat(started).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    assertThat(log).doesNotExist();
  }

  private static void await(ProcessHandle process) throws Exception {
    CompletableFuture<ProcessHandle> exit = process.onExit();
    exit.get(20, TimeUnit.SECONDS);
    assertThat(process.isAlive()).isFalse();
  }

  private static Path program() {
    Optional<Path> found = MotoProgram.find(System.getenv());
    assumeTrue(found.isPresent(), "there is no moto_server: .ci/run installs it");
    return found.orElseThrow();
  }
}
