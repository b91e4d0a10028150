package com.genericcorp.hq.server.serve;

import com.genericcorp.hq.cli.Failed;
import java.util.ArrayList;
import java.util.List;

/** Stops parts one after the other; what fails to stop does not keep the rest from it. */
final class OrderlyStop {
  private OrderlyStop() {}

  /**
   * Stops all of them.
   *
   * @throws Failed of the first that did not stop, with the others
   */
  static void of(List<Runnable> inOrder) {
    List<RuntimeException> problems = new ArrayList<>();
    for (Runnable step : inOrder) {
      try {
        step.run();
      } catch (RuntimeException problem) {
        problems.add(problem);
      }
    }
    if (!problems.isEmpty()) {
      Failed failed = new Failed(problems.get(0), "the server did not stop in good order");
      problems.stream().skip(1).forEach(failed::addSuppressed);
      throw failed;
    }
  }
}
