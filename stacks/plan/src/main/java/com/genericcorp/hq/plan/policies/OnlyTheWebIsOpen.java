package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.model.Hosts;
import com.genericcorp.hq.plan.capture.Captured;
import java.util.Optional;

/** Nothing else is anybody's business. */
final class OnlyTheWebIsOpen extends ResourcePolicy {
  OnlyTheWebIsOpen() {
    super(
        "HQ_14",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        "Only the ports of HTTP and HTTPS are open to the world",
        "name a security group or a range instead");
  }

  @Override
  Optional<String> problem(Captured rule, Scene scene) {
    Hosts hosts = scene.environment().hosts();
    double from = rule.number("fromPort").orElse(-1.0);
    boolean web =
        (from == hosts.httpsPort() || from == hosts.httpPort())
            && rule.number("toPort").orElse(-1.0) == from
            && rule.text("ipProtocol").orElse("").equals("tcp");
    boolean world =
        rule.text("cidrIpv4").orElse("").endsWith("/0")
            || rule.text("cidrIpv6").orElse("").endsWith("/0");
    return unless(!world || web, "it opens port %.0f to the world".formatted(from));
  }
}
