package com.genericcorp.hq.local.up;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Hosts;
import com.genericcorp.hq.verify.Report;
import com.genericcorp.hq.verify.Verification;
import com.genericcorp.hq.verify.targets.Target;
import com.genericcorp.hq.verify.targets.TargetFile;
import java.time.Duration;
import java.util.stream.Collectors;

/** Says where the environment runs, and sees that it does. */
public final class Verify implements Step<Up> {
  private static final Duration SETTLING = Duration.ofSeconds(12);
  private static final Duration PAUSE = Duration.ofMillis(300);

  @Override
  public String name() {
    return "Verify";
  }

  @Override
  public void run(Up up) throws Exception {
    Plan plan = up.plan();
    TargetFile file = target(plan, up);
    file.write(up.state.target());
    Report report = verify(up, promised(up.environment, file));
    if (!report.passed()) {
      String faults =
          report.failed().stream()
              .map(
                  result ->
                      "  %s: expected %s; seen: %s"
                          .formatted(result.name(), result.expected(), result.seen()))
              .collect(Collectors.joining("\n"));
      throw new Failed("it runs, but not as it should:%n%s", faults);
    }
    up.programs().removeOthers();
  }

  /**
   * Looks again for a while at what was just started: pools may still be looking for the database.
   */
  private static Report verify(Up up, Target target) throws InterruptedException {
    long patience = up.ranAlready() ? 0 : SETTLING.toNanos();
    long start = System.nanoTime();
    Report report = Verification.run(target);
    while (!report.passed() && System.nanoTime() - start < patience) {
      Thread.sleep(PAUSE.toMillis());
      report = Verification.run(target);
    }
    return report;
  }

  /** The target, held to what the environment promises: as {@code hq verify} holds it. */
  public static Target promised(Environment environment, TargetFile file) {
    return file.target()
        .promising(
            environment.hosts().hstsSeconds(), environment.alerts().certificate().daysLeft());
  }

  private static TargetFile target(Plan plan, Up up) {
    Hosts hosts = plan.environment().hosts();
    return new TargetFile(
        plan.environment().name(),
        hosts.publicHost(),
        hosts.tenantHost(),
        plan.publicPorts().https(),
        plan.publicPorts().http(),
        isLocalhost(hosts.publicHost()) ? null : "127.0.0.1",
        up.certificates.authority(),
        up.state.keys());
  }

  /** Names under {@code localhost} lead to this machine by definition (RFC 6761). */
  private static boolean isLocalhost(String host) {
    return host.equals("localhost") || host.endsWith(".localhost");
  }
}
