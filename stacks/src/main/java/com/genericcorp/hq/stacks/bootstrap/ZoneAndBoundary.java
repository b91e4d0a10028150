package com.genericcorp.hq.stacks.bootstrap;

import com.genericcorp.hq.model.Aws;
import com.pulumi.aws.route53.Zone;
import com.pulumi.aws.route53.ZoneArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import java.util.Map;

/** The account's DNS zone, and the bound of all roles made later. */
public final class ZoneAndBoundary extends ComponentResource {
  private final Zone zone;

  public ZoneAndBoundary(String name, Aws aws, ComponentResourceOptions options) {
    super("agenthq:bootstrap:ZoneAndBoundary", name, options);
    zone =
        new Zone(
            name + "-zone",
            ZoneArgs.builder().name(aws.zone()).comment("AgentHQ").build(),
            CustomResourceOptions.builder().parent(this).protect(true).build());
    new Boundary(
        name, aws.account(), aws.region(), CustomResourceOptions.builder().parent(this).build());
    registerOutputs(Map.of());
  }

  public Output<String> zoneId() {
    return zone.zoneId();
  }

  /** To be entered where the domain is registered, separated by commas. */
  public Output<String> nameServers() {
    return zone.nameServers().applyValue(names -> String.join(",", names));
  }
}
