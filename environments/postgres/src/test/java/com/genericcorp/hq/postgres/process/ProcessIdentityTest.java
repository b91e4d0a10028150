package com.genericcorp.hq.postgres.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessIdentityTest {
  @Test
  void anEarlierProcessOfTheSameIdIsDead() {
    ProcessIdentity now = ProcessIdentity.ofThisProcess();
    assertThat(now.isAlive()).isTrue();
    assertThat(new ProcessIdentity(now.pid(), "earlier").isAlive()).isFalse();
  }

  @Test
  void isReadAsItWasPrinted() {
    ProcessIdentity now = ProcessIdentity.ofThisProcess();
    assertThat(ProcessIdentity.parse(now.print() + "\n")).contains(now);
  }

  @Test
  void whatIsHalfWrittenIsNobody() {
    for (String text : List.of("", " ", "41", "x 1", "99999999999999999999999 1")) {
      assertThat(ProcessIdentity.parse(text)).as(text).isEmpty();
    }
  }

  @Test
  void aDetachedProgramHasASessionOfItsOwnAndEndsByASignal(@TempDir Path folder) throws Exception {
    Program sleep = new Program(List.of("/bin/sleep", "60"), Map.of(), folder);
    Process process = sleep.startDetached(folder.resolve("log"));
    ProcessIdentity identity = ProcessIdentity.of(process.pid()).orElseThrow();
    Await.until(
        () -> session(process.pid()).equals(Long.toString(process.pid())), Duration.ofSeconds(2));
    assertThat(session(process.pid())).isEqualTo(Long.toString(process.pid()));
    assertThat(Signal.TERM.end(identity, Duration.ofSeconds(5))).isTrue();
    assertThat(identity.isAlive()).isFalse();
  }

  @Test
  void aProgramInheritsNoVariable(@TempDir Path folder) throws Exception {
    Program env = new Program(List.of("/usr/bin/env"), Map.of("ONE", "1"), folder);
    assertThat(env.run("").output()).isEqualTo("ONE=1\n");
  }

  private static String session(long pid) {
    try {
      Process ps = new ProcessBuilder("ps", "-o", "sess=", "-p", Long.toString(pid)).start();
      return new String(ps.getInputStream().readAllBytes()).strip();
    } catch (java.io.IOException problem) {
      throw new java.io.UncheckedIOException(problem);
    }
  }
}
