package com.genericcorp.hq.deploy.run;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.deploy.preflight.Preflight;
import com.genericcorp.hq.deploy.preflight.PreflightReport;
import java.util.stream.Collectors;

/** Nothing is touched while something lacks. */
final class CheckBefore implements Step<Deployment> {
  private final Preflight preflight;

  CheckBefore(Preflight preflight) {
    this.preflight = preflight;
  }

  @Override
  public String name() {
    return "Look whether everything needed is there";
  }

  @Override
  public void run(Deployment deployment) {
    PreflightReport report = preflight.look(deployment.around);
    if (!report.passed()) {
      throw new Failed(
          "nothing was touched, as this lacks:%n%s",
          report.lacking().stream()
              .map(one -> "  " + one.name() + ": " + one.seen() + "\n    → " + one.remedy())
              .collect(Collectors.joining("\n")));
    }
  }
}
