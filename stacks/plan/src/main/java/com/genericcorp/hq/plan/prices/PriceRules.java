package com.genericcorp.hq.plan.prices;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Inventory;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which rule a type's resources are billed by. */
public final class PriceRules {
  private static final Map<String, PriceRule> RULES =
      Map.ofEntries(
          Map.entry(Types.SERVICE, new ServicePrice()),
          Map.entry(Types.SCHEDULE, new SchedulePrice()),
          Map.entry(Types.CLUSTER, new ClusterPrice()),
          Map.entry(Types.SCALING, new ScalingPrice()),
          Map.entry(Types.DATABASE, new DatabasePrice()),
          Map.entry(Types.BALANCER, new BalancerPrice()),
          Map.entry(Types.FIREWALL, new FirewallPrice()),
          Map.entry(Types.NAT, new NatPrice()),
          Map.entry(Types.ADDRESS, new AddressPrice()),
          Map.entry(Types.ENDPOINT, new EndpointPrice()),
          Map.entry(Types.FLOW_LOG, new FlowLogPrice()),
          Map.entry(Types.LOG_GROUP, new LogGroupPrice()),
          Map.entry(Types.ALARM, new AlarmPrice()),
          Map.entry(Types.COMPOSITE_ALARM, new CompositeAlarmPrice()),
          Map.entry(Types.DASHBOARD, new DashboardPrice()),
          Map.entry(Types.HEALTH_CHECK, new HealthCheckPrice()),
          Map.entry(Types.ZONE, new ZonePrice()),
          Map.entry(Types.RECORD, new RecordPrice()),
          Map.entry(Types.STACK, new SecretsPrice()),
          Map.entry(Types.KEY, new KeyPrice()),
          Map.entry(Types.BUCKET, new BucketPrice()),
          Map.entry(Types.REPOSITORY, new RepositoryPrice()),
          Map.entry(Types.SUBSCRIPTION, new SubscriptionPrice()));

  private PriceRules() {}

  /** Whether something is billed for resources of a type. */
  static boolean knows(String type) {
    return RULES.containsKey(type);
  }

  /**
   * What all resources cost in a month.
   *
   * @throws Failed naming a type for which there is no rule: nothing is silently free
   */
  public static Costs of(Environment environment, Inventory inventory, PriceBook book) {
    Bill bill = new Bill(environment, inventory, book);
    GeneralAssumptions.say(bill);
    for (Captured resource : inventory.inAws()) {
      @Nullable PriceRule rule = RULES.get(resource.type());
      if (rule != null) {
        rule.bill(resource, bill);
      } else if (FreeTypes.reason(resource.type()).isEmpty()) {
        throw new Failed(
            "nothing is known of what '%s' costs, a %s: write a PriceRule, or say in FreeTypes why"
                + " it is free",
            resource.name(), resource.type());
      }
    }
    return bill.costs();
  }
}
