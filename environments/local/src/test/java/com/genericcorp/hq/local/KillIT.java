package com.genericcorp.hq.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.local.Clone.Ended;
import com.genericcorp.hq.local.processes.LocalProcess;
import com.genericcorp.hq.local.processes.Part;
import com.genericcorp.hq.postgres.process.ProcessIdentity;
import com.genericcorp.hq.postgres.process.Signal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} of whatever there is, at random moments of {@code up}; the next {@code up} has to
 * put it right at once, with every write that was acknowledged. {@code -Dhq.kill.rounds} for more
 * rounds, {@code -Dhq.kill.seed} to repeat a run.
 */
class KillIT {
  private static final int ROUNDS = Integer.getInteger("hq.kill.rounds", 6);
  private static final long SEED = Long.getLong("hq.kill.seed", System.nanoTime());
  // A wait for a lock file, for orphans or for a timeout anywhere would be 60 s or more.
  private static final long AT_ONCE_MILLIS = 40_000;

  private final Random random = new Random(SEED);
  private long upMillis;

  @Test
  void whateverIsKilledTheNextUpRecoversAtOnceAndKeepsWhatWasAcknowledged() throws Exception {
    System.out.printf("KillIT: -Dhq.kill.seed=%d, %d rounds%n", SEED, ROUNDS);
    List<String> acknowledged = new ArrayList<>();
    try (Clone clone = new Clone()) {
      // Killed for the first time while it is being made.
      killDuringUp(clone, 6000);
      up(clone);
      for (int round = 0; round < ROUNDS; round++) {
        String slug = "round-" + round;
        Ended created = clone.run("tenants", "create", slug);
        assertThat(created.exit()).as(created.err()).isZero();
        acknowledged.add(slug);
        if (random.nextBoolean()) {
          kill(clone, null);
        }
        if (random.nextInt(4) > 0) {
          killDuringUp(clone, (int) upMillis);
        }
        up(clone);
        String organisations = clone.run("tenants", "list").out();
        assertThat(organisations).contains(acknowledged);
        assertThat(clone.run("status", "local").exit()).isZero();
      }
      assertThat(clone.run("down", "local").exit()).isZero();
      assertThat(clone.everyProcess()).isEmpty();
    }
  }

  private void up(Clone clone) throws Exception {
    Ended up = clone.run(clone.up("--detach"));
    assertThat(up.exit()).as(up.out() + up.err()).isZero();
    assertThat(up.millis()).isLessThan(AT_ONCE_MILLIS);
    upMillis = up.millis();
    assertThat(clone.processes())
        .extracting(LocalProcess::part)
        .containsExactlyInAnyOrder(Part.EDGE, Part.SERVER);
    assertThat(clone.databaseRuns()).isTrue();
  }

  private void killDuringUp(Clone clone, int withinMillis) throws Exception {
    Process up = clone.start(clone.root.resolve("killed"), clone.up("--detach"));
    Thread.sleep(random.nextInt(withinMillis));
    kill(clone, up);
    up.waitFor();
  }

  /** Kills a random choice: one process, some of them, or all at once. */
  private void kill(Clone clone, @org.jspecify.annotations.Nullable Process up) {
    List<ProcessIdentity> victims = new ArrayList<>(clone.everyProcess());
    boolean caller = up != null && random.nextInt(3) > 0;
    victims.removeIf(victim -> up != null && victim.pid() == up.pid());
    int kind = random.nextInt(3);
    if (kind == 0 && !victims.isEmpty()) {
      victims = List.of(victims.get(random.nextInt(victims.size())));
    } else if (kind == 1) {
      victims.removeIf(victim -> random.nextBoolean());
    }
    System.out.printf(
        "  killing %d of its processes%s%n", victims.size(), caller ? " and the caller" : "");
    if (caller && up != null) {
      Signal.KILL.send(up.pid());
    }
    victims.forEach(victim -> Signal.KILL.send(victim.pid()));
  }

  @Test
  void aHalfWrittenStateIsPutRightOrNamed() throws Exception {
    try (Clone clone = new Clone()) {
      clone.state.prepare();
      for (Path file :
          List.of(
              clone.state.target(),
              clone.state.keys(),
              clone.state.ports(),
              clone.state.folder().resolve("lock"),
              clone.state.secrets().resolve("gateway"),
              clone.state.certificates().resolve("ca-key.pem"),
              clone.state.certificates().resolve("server.pem"),
              clone.state.binaries().resolve(".unfinished-1/bin/postgres"),
              clone.state.postgres().resolve("data.unfinished-1/PG_VERSION"),
              clone.state.programs().resolve(".unfinished-1/agenthq-server.jar"))) {
        java.nio.file.Files.createDirectories(file.getParent());
        java.nio.file.Files.writeString(file, "{\"half");
      }
      up(clone);
    }
  }
}
