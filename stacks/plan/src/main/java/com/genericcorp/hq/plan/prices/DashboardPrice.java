package com.genericcorp.hq.plan.prices;

import com.genericcorp.hq.plan.capture.Captured;
import java.math.BigDecimal;

/** A dashboard, and what its tables read of the logs each time that somebody looks. */
final class DashboardPrice implements PriceRule {
  private static final int VIEWS = 60;
  private static final BigDecimal HOURS_SHOWN = new BigDecimal(3);
  private static final String QUERY = "\"type\" : \"log\"";

  @Override
  public void bill(Captured dashboard, Bill bill) {
    bill.fixed(dashboard, "dashboard", Quantity.of(1, "dashboard"), "dashboard");
    String body = dashboard.text("dashboardBody").orElse("");
    int queries = body.split(QUERY, -1).length - 1;
    if (queries > 0) {
      BigDecimal gb = Quantity.divide(bill.volumes().logGb().multiply(HOURS_SHOWN), Quantity.HOURS);
      bill.usage(
          dashboard,
          "lines that its tables read",
          Quantity.of(queries, "tables").times(VIEWS, "views").times(gb, "GB"),
          "logs.read");
      bill.assume("Dashboards with tables are opened 60 times a month and show 3 hours.");
    }
  }
}
