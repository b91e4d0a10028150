package com.genericcorp.hq.stacks.monitoring;

import com.genericcorp.hq.stacks.edge.Edge;
import com.pulumi.core.Output;
import java.util.Map;

/** The series that alarms and dashboards are about. */
final class Metrics {
  private static final String BALANCER = "AWS/ApplicationELB";

  private Metrics() {}

  static Metric requests(Edge edge) {
    return balancer(edge, "RequestCount", "Sum");
  }

  /** Answers of 5xx that the server gave. */
  static Metric serverErrors(Edge edge) {
    return balancer(edge, "HTTPCode_Target_5XX_Count", "Sum");
  }

  /** Answers of 5xx that the load balancer gave because no server did. */
  static Metric balancerErrors(Edge edge) {
    return balancer(edge, "HTTPCode_ELB_5XX_Count", "Sum");
  }

  /** Seconds. */
  static Metric latency(Edge edge) {
    return balancer(edge, "TargetResponseTime", "p95");
  }

  private static Metric balancer(Edge edge, String name, String statistic) {
    return new Metric(BALANCER, name, statistic, Map.of("LoadBalancer", edge.balancerDimension()));
  }

  static Metric database(Output<String> identifier, String name, String statistic) {
    return new Metric("AWS/RDS", name, statistic, Map.of("DBInstanceIdentifier", identifier));
  }

  static Metric tasks(Output<String> cluster, Output<String> service, String name) {
    return new Metric(
        "AWS/ECS", name, "Average", Map.of("ClusterName", cluster, "ServiceName", service));
  }

  static Metric application(String namespace, String environment, String name, String statistic) {
    return new Metric(namespace, name, statistic, Map.of("Environment", Output.of(environment)));
  }

  static Metric certificateDays(Output<String> arn) {
    return new Metric(
        "AWS/CertificateManager", "DaysToExpiry", "Minimum", Map.of("CertificateArn", arn));
  }

  static Metric outside(Output<String> healthCheck) {
    return new Metric(
        "AWS/Route53", "HealthCheckStatus", "Minimum", Map.of("HealthCheckId", healthCheck));
  }

  /**
   * Runs that the schedules of the account's default group gave up: those of an environment, which
   * has an account of its own.
   */
  static Metric droppedRuns() {
    return new Metric(
        "AWS/Scheduler",
        "InvocationDroppedCount",
        "Sum",
        Map.of("ScheduleGroup", Output.of("default")));
  }

  /** Dollars so far this month, of a service of AWS; only in us-east-1. */
  static Metric charges(String service) {
    return new Metric(
        "AWS/Billing",
        "EstimatedCharges",
        "Maximum",
        Map.of("Currency", Output.of("USD"), "ServiceName", Output.of(service)));
  }
}
