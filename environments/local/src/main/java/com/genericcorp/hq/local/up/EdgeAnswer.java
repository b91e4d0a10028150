package com.genericcorp.hq.local.up;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.local.net.Loopback;
import com.genericcorp.hq.local.net.TlsProbe;
import com.genericcorp.hq.local.processes.Started;
import com.genericcorp.hq.postgres.process.Await;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Whether the edge that was started answers over TLS: asked in the background from its start on,
 * because the first handshake takes two young JVMs half a second.
 */
final class EdgeAnswer {
  private static final Duration LONGEST_START = Duration.ofSeconds(90);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration ANSWER = Duration.ofSeconds(2);

  private final Started edge;
  private final FutureTask<Boolean> asked;

  EdgeAnswer(Started edge, Up up) {
    this.edge = edge;
    this.asked = new FutureTask<>(() -> ask(edge, up));
    Thread thread = new Thread(asked, "edge answer");
    thread.setDaemon(true);
    thread.start();
  }

  private static boolean ask(Started edge, Up up) throws IOException, GeneralSecurityException {
    PublicPorts ports = up.plan().publicPorts();
    TlsProbe probe = new TlsProbe(up.certificates.authority(), ports.https(), up.plan().host());
    return Await.until(
            () -> !edge.isAlive() || (probe.answers(ANSWER) && Loopback.accepts(ports.http())),
            LONGEST_START,
            PAUSE)
        && edge.isAlive();
  }

  /**
   * Waits for it.
   *
   * @throws Failed when it ended, with its last words, or never answered
   */
  void await() throws IOException, InterruptedException {
    try {
      if (!asked.get()) {
        throw edge.isAlive()
            ? new Failed("the edge does not answer; see 'scripts/hq logs'")
            : edge.ended();
      }
    } catch (ExecutionException problem) {
      throw new Failed(problem, "the edge could not be asked: %s", problem.getCause());
    }
  }
}
