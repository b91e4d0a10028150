package com.genericcorp.hq.stacks.edge;

import com.pulumi.aws.lb.LoadBalancer;
import com.pulumi.aws.wafv2.WebAcl;
import com.pulumi.aws.wafv2.WebAclArgs;
import com.pulumi.aws.wafv2.WebAclAssociation;
import com.pulumi.aws.wafv2.WebAclAssociationArgs;
import com.pulumi.aws.wafv2.inputs.WebAclDefaultActionAllowArgs;
import com.pulumi.aws.wafv2.inputs.WebAclDefaultActionArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleActionArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleActionBlockArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleStatementArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleStatementRateBasedStatementArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleVisibilityConfigArgs;
import com.pulumi.aws.wafv2.inputs.WebAclVisibilityConfigArgs;
import com.pulumi.resources.CustomResourceOptions;

/**
 * AWS WAF before the load balancer: an address that asks far more than anybody's limit is refused
 * before it costs anything. The organisations' own limits are the server's.
 */
final class Firewall {
  /** Requests of one address in five minutes: an office behind one address stays below. */
  private static final int RATE = 10_000;

  private static final int WINDOW_SECONDS = 300;

  Firewall(String name, LoadBalancer balancer, CustomResourceOptions child) {
    WebAcl rules =
        new WebAcl(
            name,
            WebAclArgs.builder()
                .scope("REGIONAL")
                .defaultAction(
                    WebAclDefaultActionArgs.builder()
                        .allow(WebAclDefaultActionAllowArgs.builder().build())
                        .build())
                .rules(rate())
                .visibilityConfig(
                    WebAclVisibilityConfigArgs.builder()
                        .metricName("firewall")
                        .cloudwatchMetricsEnabled(true)
                        .sampledRequestsEnabled(true)
                        .build())
                .build(),
            child);
    new WebAclAssociation(
        name,
        WebAclAssociationArgs.builder().resourceArn(balancer.arn()).webAclArn(rules.arn()).build(),
        child);
  }

  private static WebAclRuleArgs rate() {
    return WebAclRuleArgs.builder()
        .name("rate")
        .priority(0)
        .action(
            WebAclRuleActionArgs.builder()
                .block(WebAclRuleActionBlockArgs.builder().build())
                .build())
        .statement(
            WebAclRuleStatementArgs.builder()
                .rateBasedStatement(
                    WebAclRuleStatementRateBasedStatementArgs.builder()
                        .aggregateKeyType("IP")
                        .limit(RATE)
                        .evaluationWindowSec(WINDOW_SECONDS)
                        .build())
                .build())
        .visibilityConfig(
            WebAclRuleVisibilityConfigArgs.builder()
                .metricName("rate")
                .cloudwatchMetricsEnabled(true)
                .sampledRequestsEnabled(true)
                .build())
        .build();
  }
}
