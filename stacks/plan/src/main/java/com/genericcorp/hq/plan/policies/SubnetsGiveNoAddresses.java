package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** Public addresses are asked for. */
final class SubnetsGiveNoAddresses extends ResourcePolicy {
  SubnetsGiveNoAddresses() {
    super(
        "AWS_130",
        Types.SUBNET,
        "A subnet gives nobody a public address by itself",
        "clear mapPublicIpOnLaunch");
  }

  @Override
  Optional<String> problem(Captured subnet, Scene scene) {
    return unless(
        !subnet.flag("mapPublicIpOnLaunch"), "whatever starts in it gets a public address");
  }
}
