package com.genericcorp.hq.stacks.edge;

import com.genericcorp.hq.model.Hosts;
import com.pulumi.aws.lb.LoadBalancer;
import com.pulumi.aws.route53.Record;
import com.pulumi.aws.route53.RecordArgs;
import com.pulumi.aws.route53.inputs.RecordAliasArgs;
import com.pulumi.resources.CustomResourceOptions;

/** The records by which the public host and organisations' hosts lead to the load balancer. */
final class Names {
  Names(
      String name, Hosts hosts, String zoneId, LoadBalancer balancer, CustomResourceOptions child) {
    alias(name + "-host", hosts.publicHost(), zoneId, balancer, child);
    if (!hosts.tenantHost().isEmpty()) {
      alias(name + "-tenants", wildcard(hosts), zoneId, balancer, child);
    }
  }

  /** {@code *.demo.genericcorp.com} of {@code {slug}.demo.genericcorp.com}. */
  static String wildcard(Hosts hosts) {
    return hosts.tenantHost().replace(Hosts.SLUG, "*");
  }

  private static void alias(
      String name, String host, String zoneId, LoadBalancer balancer, CustomResourceOptions child) {
    new Record(
        name,
        RecordArgs.builder()
            .zoneId(zoneId)
            .name(host)
            .type("A")
            .aliases(
                RecordAliasArgs.builder()
                    .name(balancer.dnsName())
                    .zoneId(balancer.zoneId())
                    .evaluateTargetHealth(true)
                    .build())
            .build(),
        child);
  }
}
