package com.genericcorp.hq.local.up;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.local.net.Loopback;
import com.genericcorp.hq.local.processes.LocalProcesses;
import com.genericcorp.hq.local.processes.Part;
import com.genericcorp.hq.local.processes.Started;
import com.genericcorp.hq.postgres.process.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Waits until the server can serve and the edge listens. */
final class AwaitReady implements Step<Up> {
  private static final Duration LONGEST_START = Duration.ofSeconds(90);
  // One that ran before finds its database again within this time, or is started anew.
  private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(10);
  private static final Duration REPLACED = Duration.ofSeconds(10);
  // Each question is a line in the server's log.
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration ANSWER = Duration.ofSeconds(2);

  @Override
  public String name() {
    return "Wait until it is ready";
  }

  @Override
  public void run(Up up) throws Exception {
    Plan plan = up.plan();
    BooleanSupplier ready = () -> isReady(plan);
    if (up.serverKept && !Await.until(ready, LONGEST_RECOVERY, PAUSE)) {
      LocalProcesses.stop(up.processes.all(Part.SERVER), REPLACED);
      plan.serverArchive().take(false);
      StartServer.start(up);
    }
    await(up.server, ready);
    if (up.edgeAnswer != null) {
      up.edgeAnswer.await();
    }
  }

  static boolean isReady(Plan plan) {
    return Loopback.status(plan.ports().server(), plan.host(), "/ready", ANSWER) == 200;
  }

  private static void await(@Nullable Started started, BooleanSupplier ready) throws IOException {
    boolean done =
        Await.until(
            () -> ready.getAsBoolean() || (started != null && !started.isAlive()),
            LONGEST_START,
            PAUSE);
    if (started != null && !started.isAlive()) {
      throw started.ended();
    }
    if (!done) {
      throw new Failed(
          "the server is not ready after %d s; see 'scripts/hq logs'", LONGEST_START.toSeconds());
    }
  }
}
