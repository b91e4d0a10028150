package com.genericcorp.hq.plan.prices;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.plan.capture.Captured;
import java.util.Map;

/** An ECS cluster is free; Container Insights are not, and are off. */
final class ClusterPrice implements PriceRule {
  @Override
  public void bill(Captured cluster, Bill bill) {
    for (Object setting : cluster.list("settings")) {
      if (setting instanceof Map<?, ?> map
          && "containerInsights".equals(map.get("name"))
          && !"disabled".equals(map.get("value"))) {
        throw new Failed(
            "cluster %s has Container Insights, which cost by the metric: write their price rule",
            cluster.name());
      }
    }
  }
}
