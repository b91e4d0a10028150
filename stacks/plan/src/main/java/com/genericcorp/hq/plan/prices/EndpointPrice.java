package com.genericcorp.hq.plan.prices;

import com.genericcorp.hq.plan.capture.Captured;

/** A VPC's endpoint: a gateway's is free, an interface's is billed in each zone. */
final class EndpointPrice implements PriceRule {
  @Override
  public void bill(Captured endpoint, Bill bill) {
    if (!"Gateway".equals(endpoint.text("vpcEndpointType").orElse("Gateway"))) {
      bill.fixed(
          endpoint,
          "interfaces, one a zone",
          Quantity.of(Math.max(1, endpoint.list("subnetIds").size()), "zones").hours(),
          "endpoint.hour");
    }
  }
}
