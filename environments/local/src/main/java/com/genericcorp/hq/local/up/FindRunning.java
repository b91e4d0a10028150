package com.genericcorp.hq.local.up;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.local.net.Loopback;
import com.genericcorp.hq.local.processes.Jvm;
import com.genericcorp.hq.local.processes.LocalProcess;
import com.genericcorp.hq.local.processes.LocalProcesses;
import com.genericcorp.hq.local.processes.Part;
import com.genericcorp.hq.local.state.InnerPorts;
import com.genericcorp.hq.local.state.LocalState;
import com.genericcorp.hq.local.state.Secrets;
import com.genericcorp.hq.model.Hosts;
import com.genericcorp.hq.postgres.PostgresAccount;
import com.genericcorp.hq.postgres.PostgresCluster;
import com.genericcorp.hq.postgres.PostgresOptions;
import com.genericcorp.hq.verify.targets.TargetFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Decides what is to run, and finds what runs already. A process that was started with other
 * settings, does not answer, or is one too many is stopped.
 */
final class FindRunning implements Step<Up> {
  private static final Duration ANSWER = Duration.ofSeconds(1);
  // Whoever is replaced has no time to finish what may be stuck.
  private static final Duration REPLACED = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "Find what runs";
  }

  @Override
  public void run(Up up) throws Exception {
    List<LocalProcess> running = up.processes.all();
    Plan plan = plan(up, running);
    PostgresCluster cluster = cluster(up.state, plan.ports(), up.secrets());
    up.use(plan, cluster);
    up.serverKept =
        isOnly(running, plan.server())
            && Loopback.status(plan.ports().server(), plan.host(), "/health", ANSWER) == 200;
    up.edgeKept =
        isOnly(running, plan.edge())
            && Loopback.status(plan.publicPorts().http(), plan.host(), "/", ANSWER) == 308;
    up.databaseKept = cluster.running().isPresent() && Applied.isCurrent(plan, cluster);
    List<LocalProcess> replaced =
        running.stream()
            .filter(
                process ->
                    process.part() == Part.JOB
                        || process.part() == Part.SERVER && !up.serverKept
                        || process.part() == Part.EDGE && !up.edgeKept)
            .toList();
    LocalProcesses.stop(replaced, REPLACED);
    if (!up.serverKept) {
      plan.serverArchive().take(false);
    }
    if (!up.edgeKept) {
      plan.edgeArchive().take(false);
    }
  }

  private static boolean isOnly(List<LocalProcess> running, Jvm wanted) {
    List<LocalProcess> same =
        running.stream().filter(process -> process.part() == wanted.part()).toList();
    return same.size() == 1 && same.get(0).settings().equals(wanted.settings());
  }

  private static Plan plan(Up up, List<LocalProcess> running) throws Exception {
    boolean serverRuns = running.stream().anyMatch(process -> process.part() == Part.SERVER);
    boolean databaseRuns = PostgresCluster.runningIn(up.state.postgres()).isPresent();
    // A port in use is ours if the part that uses it runs.
    InnerPorts ports =
        InnerPorts.choose(
            up.state.ports(),
            port -> serverRuns || Loopback.isFree(port),
            port -> databaseRuns || Loopback.isFree(port));
    return new Plan(
        up.environment,
        up.state,
        publicPorts(up, running),
        ports,
        up.secrets(),
        up.programs(),
        up.certificates.server(),
        digest(up.certificates.server()));
  }

  /** As asked for, else as it runs, else as the environment says. */
  private static PublicPorts publicPorts(Up up, List<LocalProcess> running) {
    Hosts hosts = up.environment.hosts();
    PublicPorts usual = new PublicPorts(hosts.httpsPort(), hosts.httpPort());
    if (running.stream().anyMatch(process -> process.part() == Part.EDGE)) {
      usual = asItRuns(up.state).orElse(usual);
    }
    PublicPorts ports =
        new PublicPorts(up.httpsPort.orElse(usual.https()), up.httpPort.orElse(usual.http()));
    if (ports.https() == ports.http()) {
      throw new InvalidInput("HTTPS and HTTP cannot both use port %d; give two", ports.http());
    }
    return ports;
  }

  private static Optional<PublicPorts> asItRuns(LocalState state) {
    try {
      TargetFile target = TargetFile.read(state.target());
      return Optional.of(new PublicPorts(target.httpsPort(), target.httpPort()));
    } catch (InvalidInput missingOrDamaged) {
      return Optional.empty();
    }
  }

  static PostgresCluster cluster(LocalState state, InnerPorts ports, Secrets secrets)
      throws IOException {
    PostgresAccount migrator =
        new PostgresAccount(Plan.MIGRATOR, Secrets.read(secrets.migratorPassword()));
    return PostgresCluster.open(
        PostgresOptions.durable(state.postgres(), Plan.DATABASE, migrator)
            .withBinaries(state.binaries())
            .withPort(ports.database()));
  }

  private static String digest(Path file) throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(hash, 0, 8);
  }
}
