package com.genericcorp.hq.deploy.run;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.plan.Program;
import com.genericcorp.hq.plan.prices.PriceBook;
import com.genericcorp.hq.plan.report.Plan;
import com.genericcorp.hq.plan.report.TextReport;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What is over its budget or breaks a rule is not deployed. */
final class PlanCost implements Step<Deployment> {
  @Override
  public String name() {
    return "Plan: what it costs, which rules it keeps";
  }

  @Override
  public void run(Deployment deployment) {
    Plan plan =
        Plan.of(
            deployment.environment(),
            Program.inventory(deployment.environment()),
            PriceBook.own(),
            LocalDate.now(deployment.around.clock().withZone(ZoneOffset.UTC)));
    TextReport.summary(plan).lines().forEach(line -> deployment.say.accept("    " + line));
    if (!plan.passed()) {
      throw new Failed(
          "%s does not pass its plan, so nothing was touched; '%s' says why and what to do",
          deployment.name(), deployment.command("plan"));
    }
  }
}
