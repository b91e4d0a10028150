package com.genericcorp.hq.server.serve;

import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.logging.Logging;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/** {@code serve}: until SIGTERM. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Answers requests on PORT and runs tasks, until SIGTERM.",
      "/ready says when it can serve; /metrics is on MANAGEMENT_PORT."
    },
    footer = {"", "Example: PORT=8080 MANAGEMENT_PORT=9090 … serve"})
public final class Serve implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Serve.class);

  // The contract gives 30 s; orderly stopping takes some 24 at the most.
  private static final Duration LONGEST_STOP = Duration.ofSeconds(27);

  @Override
  public void run() {
    ServeSettings settings = ServeSettings.of(Variables.ofProcess());
    Logging.serve(settings.environment());
    Service service = Service.start(settings);
    LOG.atInfo()
        .addKeyValue("port", service.port())
        .addKeyValue("managementPort", service.managementPort())
        .addKeyValue("millis", sinceTheProcessBegan())
        .log("Listening.");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service), "stop"));
    waitForTheHook();
  }

  private static long sinceTheProcessBegan() {
    return System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
  }

  /** Ends the process: with 0 when all went well, as the contract's other commands do. */
  private static void stop(Service service) {
    Thread watchdog = new Thread(Serve::haltWhenItTakesTooLong, "stop-watchdog");
    watchdog.setDaemon(true);
    watchdog.start();
    LOG.info("Stopping.");
    int code = 1;
    try {
      service.close();
      LOG.info("Stopped.");
      code = 0;
    } catch (RuntimeException problem) {
      LOG.error("It did not stop in good order.", problem);
    } finally {
      Runtime.getRuntime().halt(code);
    }
  }

  private static void haltWhenItTakesTooLong() {
    try {
      Thread.sleep(LONGEST_STOP.toMillis());
      LOG.error("Stopping took too long.");
      Runtime.getRuntime().halt(1);
    } catch (InterruptedException neverMind) {
      Thread.currentThread().interrupt();
    }
  }

  private static void waitForTheHook() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
