package com.genericcorp.hq.local.up;

import com.genericcorp.hq.local.certificates.LocalCertificates;
import com.genericcorp.hq.local.processes.LocalProcesses;
import com.genericcorp.hq.local.processes.Started;
import com.genericcorp.hq.local.programs.Programs;
import com.genericcorp.hq.local.state.LocalState;
import com.genericcorp.hq.local.state.Secrets;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.postgres.PostgresCluster;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code up} knows: what was asked for, and what its steps have found out so far. */
final class Up {
  final Path root;
  final Environment environment;
  final LocalState state;
  final LocalProcesses processes;
  final LocalCertificates certificates;

  /** Ports that were asked for on the command line. */
  final Optional<Integer> httpsPort;

  final Optional<Integer> httpPort;

  private @Nullable Secrets secrets;
  private @Nullable Programs programs;
  private @Nullable Plan plan;
  private @Nullable PostgresCluster cluster;

  /** Whether the running process is the wanted one and answers. */
  boolean serverKept;

  boolean edgeKept;
  boolean databaseKept;

  /** Processes that this {@code up} has started. */
  volatile @Nullable Started server;

  volatile @Nullable Started edge;
  @Nullable EdgeAnswer edgeAnswer;

  Up(Path root, Environment environment, Optional<Integer> httpsPort, Optional<Integer> httpPort) {
    this.root = root;
    this.environment = environment;
    this.state = LocalState.of(root, environment.name());
    this.processes = new LocalProcesses(state.folder());
    this.certificates = new LocalCertificates(state.certificates());
    this.httpsPort = httpsPort;
    this.httpPort = httpPort;
  }

  /** Whether nothing had to be started. */
  boolean ranAlready() {
    return serverKept && edgeKept && databaseKept;
  }

  /** Whether something was started that somebody has to end. */
  boolean hasStarted() {
    return server != null || edge != null;
  }

  void use(Secrets made, Programs copied) {
    this.secrets = made;
    this.programs = copied;
  }

  void use(Plan decided, PostgresCluster opened) {
    this.plan = decided;
    this.cluster = opened;
  }

  Secrets secrets() {
    return known(secrets);
  }

  Programs programs() {
    return known(programs);
  }

  Plan plan() {
    return known(plan);
  }

  PostgresCluster cluster() {
    return known(cluster);
  }

  private static <T> T known(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("asked for before its step has run");
    }
    return value;
  }
}
