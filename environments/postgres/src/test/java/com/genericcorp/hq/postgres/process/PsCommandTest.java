package com.genericcorp.hq.postgres.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PsCommandTest {
  private static final String MAC =
      """
          1 Ss   Sun Nov 22 08:01:02 2026     /sbin/launchd
        412 S    Mon Nov  2 15:10:50 2026     /Users/me/.hq/bin/postgres -D /Users/me/.hq/data
        413 Z    Mon Nov  2 15:10:51 2026     (postgres)
        414 S    Mon Nov  2 15:10:51 2026     postgres: hq-1f2e: checkpointer
      """;

  @Test
  void readsWhatMacOsPrintsAndLeavesZombiesOut() {
    assertThat(PsCommand.parse(MAC))
        .extracting(ProcessTable.Seen::pid)
        .containsExactly(1L, 412L, 414L);
    assertThat(PsCommand.parse(MAC).get(1))
        .isEqualTo(
            new ProcessTable.Seen(
                412,
                "Mon Nov 2 15:10:50 2026",
                Optional.empty(),
                "/Users/me/.hq/bin/postgres -D /Users/me/.hq/data",
                Optional.empty()));
  }

  @Test
  void findsThisProcess() {
    long pid = ProcessHandle.current().pid();
    assertThat(new PsCommand().find(pid)).isPresent();
    assertThat(new PsCommand().all()).extracting(ProcessTable.Seen::pid).contains(pid);
  }
}
