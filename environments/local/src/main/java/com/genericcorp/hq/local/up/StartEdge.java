package com.genericcorp.hq.local.up;

import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.local.processes.Part;
import com.genericcorp.hq.local.processes.Started;
import java.util.Optional;

/** Starts the edge; does not wait for it. */
final class StartEdge implements Step<Up> {
  @Override
  public String name() {
    return "Start the edge";
  }

  @Override
  public Optional<String> skip(Up up) {
    return up.edgeKept ? Optional.of("runs already") : Optional.empty();
  }

  @Override
  public void run(Up up) throws Exception {
    Plan plan = up.plan();
    Started edge =
        up.processes.start(plan.edge(), plan.edgeArchive().options(), plan.log(Part.EDGE));
    up.edge = edge;
    up.edgeAnswer = new EdgeAnswer(edge, up);
  }
}
