package com.genericcorp.hq.local.up;

import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.postgres.files.LockFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Brings an environment up on this machine, and stays with it if asked to. */
public final class LocalUp {
  private final Up up;
  private final Interruption interruption;

  /**
   * An environment to bring up.
   *
   * @param httpsPort instead of the environment's own, if given
   * @param httpPort instead of the environment's own, if given
   */
  public LocalUp(
      Repository repository,
      Environment environment,
      Optional<Integer> httpsPort,
      Optional<Integer> httpPort) {
    Path root = repository.root();
    this.up = new Up(root, environment, httpsPort, httpPort);
    this.interruption = new Interruption(new Down(up.state));
  }

  /**
   * Runs the steps. Ctrl-C ends them, and what they started.
   *
   * @param notice told who holds the lock, if somebody does
   * @return how to reach what runs
   */
  public Summary run(Progress progress, Consumer<String> notice) throws IOException {
    up.state.prepare();
    interruption.watch(up::hasStarted);
    try (LockFile lock = up.state.lock("up " + up.state.name(), notice)) {
      Step.runAll(UpSteps.ALL, up, progress);
    } catch (RuntimeException problem) {
      interruption.ifInterruptedWaitForTheEnd();
      // What runs is left for a look at it; the next 'up' goes on from there.
      interruption.forget();
      throw problem;
    } finally {
      interruption.stepsEnded();
    }
    return Summary.of(up);
  }

  /** Whether everything ran already, so that there is nothing to stay for. */
  public boolean ranAlready() {
    return up.ranAlready();
  }

  /** Leaves what runs to itself. */
  public void detach() {
    interruption.forget();
  }

  /**
   * Stays until something ends: Ctrl-C (then everything is stopped), another command, or a process
   * by itself.
   *
   * @return the exit code
   */
  public int stay(Consumer<String> notice) throws IOException, InterruptedException {
    interruption.watch(() -> true);
    try {
      return new Foreground(up, notice).watch();
    } finally {
      interruption.ifInterruptedWaitForTheEnd();
      interruption.forget();
    }
  }
}
