package com.genericcorp.hq.plan.prices;

import com.genericcorp.hq.plan.capture.Captured;

/** A web ACL of WAF: itself, its rules, the requests that it looks at. */
final class FirewallPrice implements PriceRule {
  @Override
  public void bill(Captured acl, Bill bill) {
    int rules = acl.list("rules").size();
    bill.fixed(acl, "web ACL", Quantity.of(1, "ACL"), "waf.acl");
    bill.fixed(acl, "rules", Quantity.of(rules, rules == 1 ? "rule" : "rules"), "waf.rule");
    bill.usage(
        acl,
        "requests looked at",
        Quantity.of(Volumes.millions(bill.volumes().arriving()), "million requests"),
        "waf.requests");
  }
}
