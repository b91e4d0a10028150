package com.genericcorp.hq.stacks.monitoring;

import com.genericcorp.hq.model.Aws;
import com.genericcorp.hq.stacks.monitoring.Monitoring.Args;
import com.genericcorp.hq.stacks.service.Service;
import com.pulumi.aws.cloudwatch.Dashboard;
import com.pulumi.aws.cloudwatch.DashboardArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import java.util.List;

/**
 * What is looked at: one dashboard where each is counted (the first three of an account are free,
 * with 50 series each), four where paying organisations depend on it.
 */
final class Dashboards {
  private static final List<String> BILLED =
      List.of(
          "AmazonRDS",
          "AmazonECS",
          "AWSELB",
          "AmazonEC2",
          "AmazonCloudWatch",
          "AmazonVPC",
          "awswaf");

  private final String name;
  private final Args args;
  private final Aws aws;
  private final CustomResourceOptions child;

  Dashboards(String name, Args args, CustomResourceOptions child) {
    this.name = name;
    this.args = args;
    this.child = child;
    aws = args.environment().aws().orElseThrow();
    dashboard("infrastructure", infrastructure());
    if (aws.deletionProtection()) {
      dashboard("tenants", tenants());
      dashboard("business", business());
      dashboard("cost", cost());
    }
  }

  private void dashboard(String what, Board board) {
    new Dashboard(
        name + "-" + what,
        DashboardArgs.builder()
            .dashboardName("agenthq-" + args.environment().name() + "-" + what)
            .dashboardBody(board.body())
            .build(),
        child);
  }

  private Board board() {
    return new Board(aws.region());
  }

  private Board infrastructure() {
    Output<String> database = args.database().identifier();
    Output<String> cluster = args.service().clusterName();
    Output<String> service = args.service().serviceName();
    return board()
        .graph("Requests", Metrics.requests(args.edge()))
        .graph(
            "Errors (5xx)", Metrics.serverErrors(args.edge()), Metrics.balancerErrors(args.edge()))
        .graph("Time to answer, p95 (s)", Metrics.latency(args.edge()))
        .graph(
            "Tasks: processors and memory (%)",
            Metrics.tasks(cluster, service, "CPUUtilization"),
            Metrics.tasks(cluster, service, "MemoryUtilization"))
        .graph("Database: processors (%)", Metrics.database(database, "CPUUtilization", "Average"))
        .graph(
            "Database: CPU credits, had and borrowed",
            Metrics.database(database, "CPUCreditBalance", "Minimum"),
            Metrics.database(database, "CPUSurplusCreditBalance", "Maximum"))
        .graph(
            "Database: connections", Metrics.database(database, "DatabaseConnections", "Maximum"))
        .graph(
            "Database: free storage (B)",
            Metrics.database(database, "FreeStorageSpace", "Minimum"));
  }

  private Metric application(String metric, String statistic) {
    return Metrics.application(
        Service.metricsNamespace(args.environment()), args.environment().name(), metric, statistic);
  }

  private Board tenants() {
    return board()
        .graph(
            "Organisations that asked for something", application("OrganizationsActive", "Maximum"))
        .graph("Connection pools in use (%)", application("PoolInUse", "Maximum"))
        .query(
            "Requests by organisation",
            args.service().logGroup(),
            "filter ispresent(organization) | stats count() as requests by organization"
                + " | sort requests desc | limit 20")
        .query(
            "Errors by organisation",
            args.service().logGroup(),
            "filter status >= 500 | stats count() as errors by organization"
                + " | sort errors desc | limit 20");
  }

  private Board business() {
    return board()
        .graph(
            "Organisations that asked for something", application("OrganizationsActive", "Maximum"))
        .graph("Requests", application("Requests", "Sum"))
        .graph("Tasks that wait", application("TasksQueued", "Maximum"))
        .graph("Time to answer, p95 (ms)", application("Latency", "p95"));
  }

  private Board cost() {
    Board board = board();
    for (String service : BILLED) {
      board.graph(service + ": dollars so far this month", Metrics.charges(service));
    }
    return board;
  }
}
