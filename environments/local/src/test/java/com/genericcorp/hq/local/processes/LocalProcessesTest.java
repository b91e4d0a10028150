package com.genericcorp.hq.local.processes;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.postgres.process.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalProcessesTest {
  @TempDir private Path folder;

  /** Says a line, then sleeps; with a word, ignores SIGTERM. */
  static final class Sleeper {
    public static void main(String... words) throws Exception {
      if (words.length > 0 && words[0].equals("stubborn")) {
        Runtime.getRuntime().addShutdownHook(new Thread(Sleeper::sleep));
      }
      // Said last: whoever waits for it finds the hook in its place.
      System.out.println("awake " + System.getenv("GREETING"));
      if (words.length > 0 && words[0].equals("fail")) {
        System.exit(3);
      }
      sleep();
    }

    private static void sleep() {
      try {
        Thread.sleep(60_000);
      } catch (InterruptedException problem) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Jvm sleeper(Part part, String... words) {
    List<String> main = new java.util.ArrayList<>();
    main.addAll(List.of("-cp", System.getProperty("java.class.path"), Sleeper.class.getName()));
    main.addAll(List.of(words));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new Jvm(part, java, List.of("-Xmx32m"), main, Map.of("GREETING", "hello"));
  }

  @AfterEach
  void stop() {
    LocalProcesses.stop(new LocalProcesses(folder).all(), Duration.ZERO);
  }

  @Test
  void aProcessIsFoundByWhatItsCommandLineSays() throws Exception {
    LocalProcesses processes = new LocalProcesses(folder);
    Jvm jvm = sleeper(Part.EDGE);
    Path log = folder.resolve("edge.log");
    Started started = processes.start(jvm, List.of(), log);
    await(() -> processes.all().size() == 1);
    LocalProcess found = processes.all().get(0);
    assertThat(found.part()).isEqualTo(Part.EDGE);
    assertThat(found.settings()).isEqualTo(jvm.settings());
    assertThat(found.identity().pid()).isEqualTo(started.process().pid());
    await(() -> logged(log).equals("awake hello\n"));
  }

  @Test
  void thoseOfAnotherFolderAreNotOurs() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    LocalProcesses processes = new LocalProcesses(folder);
    LocalProcesses others = new LocalProcesses(other);
    others.start(sleeper(Part.SERVER), List.of(), other.resolve("log"));
    await(() -> others.all().size() == 1);
    assertThat(processes.all()).isEmpty();
    LocalProcesses.stop(others.all(), Duration.ofSeconds(5));
  }

  @Test
  void whoMerelyMentionsAPartIsLeftAlone() throws Exception {
    String mention = "sleep 60; true " + Jvm.mark(folder) + "server ";
    Process other = new ProcessBuilder("sh", "-c", mention).start();
    try {
      assertThat(new LocalProcesses(folder).all()).isEmpty();
    } finally {
      other.descendants().forEach(ProcessHandle::destroyForcibly);
      other.destroyForcibly();
    }
  }

  @Test
  void aProcessThatDoesNotEndIsKilled() throws Exception {
    LocalProcesses processes = new LocalProcesses(folder);
    Path log = folder.resolve("log");
    processes.start(sleeper(Part.SERVER, "stubborn"), List.of(), log);
    await(() -> logged(log).contains("awake"));
    assertThat(LocalProcesses.stop(processes.all(), Duration.ofMillis(500))).isFalse();
    assertThat(processes.all()).isEmpty();
  }

  @Test
  void whyAProcessEndedIsSaidInItsOwnWords() throws Exception {
    LocalProcesses processes = new LocalProcesses(folder);
    Path log = Files.writeString(folder.resolve("log"), "of another day\n");
    Started started = processes.start(sleeper(Part.SERVER, "fail"), List.of(), log);
    await(() -> !started.isAlive());
    Failed why = started.ended();
    assertThat(why)
        .hasMessageContaining("the server ended with exit code 3")
        .hasMessageContaining("awake hello")
        .hasMessageNotContaining("another day");
  }

  private static String logged(Path log) {
    try {
      return Files.readString(log);
    } catch (java.io.IOException notYet) {
      return "";
    }
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    assertThat(Await.until(condition, Duration.ofSeconds(10))).isTrue();
  }
}
