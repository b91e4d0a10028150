package com.genericcorp.hq.stacks.monitoring;

import com.genericcorp.hq.model.Alerts;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Severity;
import com.genericcorp.hq.stacks.database.Database;
import com.genericcorp.hq.stacks.edge.Edge;
import com.genericcorp.hq.stacks.monitoring.Alarms.Rings;
import com.genericcorp.hq.stacks.monitoring.Alarms.When;
import com.genericcorp.hq.stacks.service.Service;
import com.pulumi.aws.cloudwatch.CompositeAlarm;
import com.pulumi.aws.cloudwatch.CompositeAlarmArgs;
import com.pulumi.aws.route53.HealthCheck;
import com.pulumi.aws.route53.HealthCheckArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Alarms at the thresholds that the environment names, one that sums them up, a check from outside,
 * and dashboards.
 */
public final class Monitoring extends ComponentResource {
  /** Route 53 offers 10 and 30 seconds; 10 costs extra. */
  private static final int CHECK_SECONDS = 30;

  private static final int MINUTES_A_DAY = 1440;
  private static final double GIB = 1024d * 1024 * 1024;

  /** What monitoring looks at. */
  public record Args(
      Environment environment,
      AlarmTopic topic,
      EdgeAlarms edgeAlarms,
      Database database,
      Edge edge,
      Service service) {}

  private final List<Output<String>> alarmNames = new ArrayList<>();

  public Monitoring(String name, Args args, ComponentResourceOptions options) {
    super("agenthq:monitoring:Monitoring", name, options);
    CustomResourceOptions child = CustomResourceOptions.builder().parent(this).build();
    Alarms alarms = new Alarms(args.environment().name(), args.topic(), child);
    pool(alarms, args);
    database(alarms, args);
    certificate(alarms, args);
    outside(name, alarms, args, child);
    new JobFailures(
        name + "-jobs", args.environment(), args.service(), args.topic(), alarms, child);
    alarmNames.addAll(args.edgeAlarms().names());
    alarmNames.addAll(alarms.names());
    List<Output<String>> critical = new ArrayList<>(args.edgeAlarms().criticalNames());
    critical.addAll(alarms.criticalNames());
    if (!critical.isEmpty()) {
      composite(name, critical, args, child);
    }
    new Dashboards(name, args, child);
    registerOutputs(Map.of());
  }

  /** What tells of critical alarms; its message lists those that ring. */
  private static void composite(
      String name, List<Output<String>> alarms, Args args, CustomResourceOptions child) {
    Output<List<String>> told = args.topic().arn(Severity.CRITICAL).applyValue(List::of);
    new CompositeAlarm(
        name,
        CompositeAlarmArgs.builder()
            .alarmName("agenthq-" + args.environment().name() + "-down")
            .alarmDescription("Something critical rings: look at the dashboard first")
            .alarmRule(
                Output.all(alarms)
                    .applyValue(
                        names ->
                            String.join(
                                " OR ",
                                names.stream().map(one -> "ALARM(\"" + one + "\")").toList())))
            .alarmActions(told)
            .okActions(told)
            .build(),
        child);
  }

  private void pool(Alarms alarms, Args args) {
    Alerts.Share pool = args.environment().alerts().poolInUse();
    alarms.of(
        "pool",
        "A pool of database connections is used to %d %%".formatted(pool.percent()),
        pool.severity(),
        Metrics.application(
            Service.metricsNamespace(args.environment()),
            args.environment().name(),
            "PoolInUse",
            "Maximum"),
        new When(Rings.AT_OR_ABOVE, pool.percent(), 1, pool.minutes(), false));
  }

  private void database(Alarms alarms, Args args) {
    Alerts.Database limits = args.environment().alerts().database();
    var rds = args.environment().database().rds().orElseThrow();
    Output<String> identifier = args.database().identifier();
    alarms.of(
        "database-cpu",
        "The database's processors are more than %d %% busy".formatted(limits.cpuPercent()),
        limits.severity(),
        Metrics.database(identifier, "CPUUtilization", "Average"),
        new When(Rings.ABOVE, limits.cpuPercent(), 1, limits.minutes(), false));
    double least = rds.storageGb() * GIB * limits.freeStoragePercent() / 100;
    alarms.of(
        "database-storage",
        "Less than %d %% of the database's storage is free".formatted(limits.freeStoragePercent()),
        limits.severity(),
        Metrics.database(identifier, "FreeStorageSpace", "Minimum"),
        new When(Rings.BELOW, least, 5, 1, false));
    if (rds.instanceClass().startsWith("db.t")) {
      alarms.of(
          "database-credits",
          // Not on the balance: a new instance, as after a failover, begins with none.
          "More than %d CPU credits are borrowed: what a day does not earn back is billed"
              .formatted(limits.creditsBorrowed()),
          limits.severity(),
          Metrics.database(identifier, "CPUSurplusCreditBalance", "Maximum"),
          new When(Rings.ABOVE, limits.creditsBorrowed(), 5, 3, false));
    }
  }

  private void certificate(Alarms alarms, Args args) {
    Alerts.Certificate limit = args.environment().alerts().certificate();
    alarms.of(
        "certificate",
        "The certificate expires within %d days: ACM has not renewed it"
            .formatted(limit.daysLeft()),
        limit.severity(),
        Metrics.certificateDays(args.edge().certificateArn()),
        new When(Rings.BELOW, limit.daysLeft(), MINUTES_A_DAY, 1, false));
  }

  private void outside(String name, Alarms alarms, Args args, CustomResourceOptions child) {
    Alerts.Probe probe = args.environment().alerts().probe();
    HealthCheck check =
        new HealthCheck(
            name + "-outside",
            HealthCheckArgs.builder()
                .type("HTTPS")
                .fqdn(args.environment().hosts().publicHost())
                .port(args.environment().hosts().httpsPort())
                .resourcePath("/ready")
                .enableSni(true)
                .requestInterval(CHECK_SECONDS)
                .failureThreshold(probe.failures())
                .tags(Map.of("Name", "agenthq-" + args.environment().name()))
                .build(),
            // Asked before there is a server, it would count as errors and undo the first one.
            CustomResourceOptions.merge(
                child, CustomResourceOptions.builder().dependsOn(args.service()).build()));
    alarms.of(
        "outside",
        "Nothing answers from outside",
        probe.severity(),
        Metrics.outside(check.id()),
        new When(Rings.BELOW, 1, 1, 1, true));
  }

  /** The names of all alarms, for whoever checks that they are there. */
  public List<Output<String>> alarmNames() {
    return List.copyOf(alarmNames);
  }
}
