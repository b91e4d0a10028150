package com.genericcorp.hq.cli;

import java.util.List;
import java.util.Optional;

/**
 * One step of a long job. It may be run again after a kill at any point and then finishes or
 * replaces what it half did.
 *
 * @param <C> what the job knows: settings, and what earlier steps found out
 */
public interface Step<C> {
  /** What the step does, as a short line for the user: "Start PostgreSQL". */
  String name();

  void run(C context) throws Exception;

  /** Why there is nothing to do, or empty when the step must run. */
  default Optional<String> skip(C context) {
    return Optional.empty();
  }

  /**
   * Runs the steps in their order and stops at the first that fails.
   *
   * @throws Failed naming the step and the cause
   */
  static <C> void runAll(List<? extends Step<C>> steps, C context, Progress progress) {
    for (Step<C> step : steps) {
      Optional<String> reason = step.skip(context);
      if (reason.isPresent()) {
        progress.skipped(step.name(), reason.get());
        continue;
      }
      long start = System.nanoTime();
      progress.started(step.name());
      try {
        step.run(context);
      } catch (InvalidInput | Failed problem) {
        progress.failed(step.name());
        throw problem;
      } catch (InterruptedException problem) {
        Thread.currentThread().interrupt();
        progress.failed(step.name());
        throw new Failed(problem, "'%s' was interrupted", step.name());
      } catch (Exception problem) {
        progress.failed(step.name());
        throw new Failed(problem, "'%s' failed: %s", step.name(), problem);
      }
      progress.done(step.name(), java.time.Duration.ofNanos(System.nanoTime() - start));
    }
  }
}
