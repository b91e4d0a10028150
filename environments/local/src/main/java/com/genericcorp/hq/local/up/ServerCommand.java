package com.genericcorp.hq.local.up;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.local.certificates.LocalCertificates;
import com.genericcorp.hq.local.processes.LocalProcesses;
import com.genericcorp.hq.local.programs.Programs;
import com.genericcorp.hq.local.state.InnerPorts;
import com.genericcorp.hq.local.state.LocalState;
import com.genericcorp.hq.local.state.Secrets;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.postgres.PostgresCluster;
import com.genericcorp.hq.postgres.files.LockFile;
import com.genericcorp.hq.verify.targets.TargetFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Runs a command of the server's image beside the server that runs. */
public record ServerCommand(Path root, Environment environment, LocalState state) {
  /**
   * Runs the command with this process's terminal.
   *
   * @param waiting told who holds the lock, if somebody does
   * @return its exit code
   */
  public int run(List<String> words, Consumer<String> waiting)
      throws IOException, InterruptedException {
    if (!state.exists()) {
      throw notUp();
    }
    try (LockFile lock = state.lock(words.get(0), waiting)) {
      Plan plan = plan();
      PostgresCluster cluster = FindRunning.cluster(state, plan.ports(), plan.secrets());
      if (cluster.running().isEmpty()) {
        throw notUp();
      }
      if (!Applied.isCurrent(plan, cluster)) {
        throw new Failed(
            "the server was built anew; run 'scripts/hq up %s --detach' first, which migrates",
            environment.name());
      }
      return new LocalProcesses(state.folder())
          .runInTerminal(plan.job(words), plan.serverArchive().reading());
    }
  }

  private Plan plan() throws IOException {
    TargetFile target;
    try {
      target = TargetFile.read(state.target());
    } catch (InvalidInput missing) {
      throw notUp();
    }
    LocalCertificates certificates = new LocalCertificates(state.certificates());
    return new Plan(
        environment,
        state,
        new PublicPorts(target.httpsPort(), target.httpPort()),
        InnerPorts.choose(state.ports(), port -> true, port -> true),
        Secrets.ensure(state),
        Programs.copy(root, state.programs()),
        certificates.server(),
        "");
  }

  private Failed notUp() {
    return new Failed(
        "%s does not run; 'scripts/hq up %s --detach' starts it",
        environment.name(), environment.name());
  }
}
