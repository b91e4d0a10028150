package com.genericcorp.hq.verify.checks;

import com.genericcorp.hq.verify.targets.Target;
import com.genericcorp.hq.verify.wire.NoAnswer;
import com.genericcorp.hq.verify.wire.Response;
import java.util.ArrayList;
import java.util.List;

/** Metrics name organisations and their use; only the management port shows them. */
public final class MetricsPrivate implements Check {
  private static final List<String> PROMETHEUS =
      List.of("# TYPE ", "# HELP ", "http_requests_total");

  @Override
  public String name() {
    return "metrics-private";
  }

  @Override
  public String expected(Target target) {
    return "404 at /metrics, and no metrics in the answer";
  }

  @Override
  public Finding look(Site site) throws NoAnswer {
    List<String> seen = new ArrayList<>();
    boolean ok = true;
    for (String host : site.hosts()) {
      Response answer = site.get(host, "/metrics");
      boolean metrics = PROMETHEUS.stream().anyMatch(answer.body()::contains);
      ok &= answer.status() == 404 && !metrics;
      seen.add(host + ": " + answer.status() + (metrics ? " with metrics" : ""));
    }
    return new Finding(ok, String.join("; ", seen));
  }
}
