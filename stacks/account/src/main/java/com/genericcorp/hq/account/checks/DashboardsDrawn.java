package com.genericcorp.hq.account.checks;

import com.genericcorp.hq.account.checks.AwsCheck.Notes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;

/** Whether dashboards show something: a name mistyped in one draws an empty graph for ever. */
final class DashboardsDrawn {
  static final AwsCheck CHECK =
      new AwsCheck(
          "dashboards-drawn",
          "each has a series with points of the last hour",
          (seen, notes) -> {
            for (String name : seen.ids("aws:cloudwatch/dashboard:Dashboard")) {
              String body =
                  seen.cloudWatch()
                      .getDashboard(request -> request.dashboardName(name))
                      .dashboardBody();
              judge(name, DashboardSeries.of(name, body), seen.cloudWatch(), notes);
            }
          });

  private static final Duration RECENT = Duration.ofHours(1);

  /** Charges are counted some times a day. */
  private static final String BILLING = "AWS/Billing";

  private static final Duration RECENT_BILLING = Duration.ofDays(1);
  private static final int PERIOD_SECONDS = 300;

  /** As many as {@code GetMetricData} takes. */
  private static final int MOST = 500;

  private DashboardsDrawn() {}

  static void judge(String name, List<Metric> series, CloudWatchClient cloudWatch, Notes notes) {
    List<Metric> some = series.subList(0, Math.min(series.size(), MOST));
    long drawn =
        drawn(some.stream().filter(one -> !isBilling(one)).toList(), RECENT, cloudWatch)
            + drawn(
                some.stream().filter(DashboardsDrawn::isBilling).toList(),
                RECENT_BILLING,
                cloudWatch);
    notes.seen("%s: %d of %d series", name, drawn, some.size());
    notes.require(
        drawn > 0, "%s is empty: none of its %d series has a recent point", name, some.size());
  }

  private static boolean isBilling(Metric metric) {
    return metric.namespace().equals(BILLING);
  }

  private static long drawn(List<Metric> metrics, Duration recent, CloudWatchClient cloudWatch) {
    if (metrics.isEmpty()) {
      return 0;
    }
    List<MetricDataQuery> queries = new ArrayList<>();
    for (int index = 0; index < metrics.size(); index++) {
      Metric metric = metrics.get(index);
      queries.add(
          MetricDataQuery.builder()
              .id("m" + index)
              // Every metric has it, whatever its dashboard makes of it.
              .metricStat(stat -> stat.metric(metric).stat("SampleCount").period(PERIOD_SECONDS))
              .build());
    }
    Instant now = Instant.now();
    return cloudWatch
        .getMetricDataPaginator(
            request -> request.metricDataQueries(queries).startTime(now.minus(recent)).endTime(now))
        .metricDataResults()
        .stream()
        .filter(one -> !one.values().isEmpty())
        .map(one -> one.id())
        .distinct()
        .count();
  }
}
