package com.genericcorp.hq.local.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.postgres.process.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReaderTest {
  @TempDir private Path folder;

  private static String tail(Path log, int lines) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new LogReader(log, out).tail(lines);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void showsTheLastLines() throws Exception {
    Path log = Files.writeString(folder.resolve("log"), "one\ntwo\nthrée\n");
    assertThat(tail(log, 2)).isEqualTo("two\nthrée\n");
    assertThat(tail(log, 3)).isEqualTo("one\ntwo\nthrée\n");
    assertThat(tail(log, 9)).isEqualTo("one\ntwo\nthrée\n");
    assertThat(tail(log, 0)).isEmpty();
    Files.writeString(log, "one\ntwo");
    assertThat(tail(log, 1)).isEqualTo("two");
    assertThat(tail(folder.resolve("none"), 1)).isEmpty();
  }

  @Test
  void findsLinesFarBack() throws Exception {
    String line = "x".repeat(1000) + "\n";
    Path log = Files.writeString(folder.resolve("log"), "first\n" + line.repeat(500));
    assertThat(tail(log, 500)).isEqualTo(line.repeat(500));
    assertThat(tail(log, 501)).startsWith("first\n");
  }

  @Test
  void followsWhatIsAppendedAlsoAfterTheLogWasEmptied() throws Exception {
    Path log = Files.writeString(folder.resolve("log"), "before\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LogReader reader = new LogReader(log, out);
    long end = reader.tail(0);
    Thread thread = new Thread(() -> follow(reader, end));
    thread.start();
    Files.writeString(log, "after\n", StandardOpenOption.APPEND);
    awaitText(out, "after\n");
    Files.writeString(log, "anew\n");
    awaitText(out, "after\nanew\n");
    thread.interrupt();
    thread.join();
  }

  private static void awaitText(ByteArrayOutputStream out, String text) {
    Await.until(() -> out.toString(StandardCharsets.UTF_8).equals(text), Duration.ofSeconds(5));
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(text);
  }

  private static void follow(LogReader reader, long from) {
    try {
      reader.follow(from);
    } catch (IOException | InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
