package com.genericcorp.hq.local.up;

import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.local.processes.Part;
import java.io.IOException;
import java.util.Optional;

/** Starts the server; does not wait for it. */
final class StartServer implements Step<Up> {
  @Override
  public String name() {
    return "Start the server";
  }

  @Override
  public Optional<String> skip(Up up) {
    return up.serverKept ? Optional.of("runs already") : Optional.empty();
  }

  @Override
  public void run(Up up) throws IOException {
    start(up);
  }

  static void start(Up up) throws IOException {
    Plan plan = up.plan();
    up.server =
        up.processes.start(plan.server(), plan.serverArchive().options(), plan.log(Part.SERVER));
  }
}
