package com.genericcorp.hq.stacks;

import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.stacks.budget.CostBudget;
import com.genericcorp.hq.stacks.data.ExportBucket;
import com.genericcorp.hq.stacks.database.Database;
import com.genericcorp.hq.stacks.edge.Edge;
import com.genericcorp.hq.stacks.monitoring.AlarmTopic;
import com.genericcorp.hq.stacks.monitoring.EdgeAlarms;
import com.genericcorp.hq.stacks.monitoring.Monitoring;
import com.genericcorp.hq.stacks.network.Network;
import com.genericcorp.hq.stacks.service.Service;
import com.pulumi.core.Output;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything of one environment: a component a concern, in the order in which they need another.
 */
public final class EnvironmentStack {
  private EnvironmentStack() {}

  /**
   * Registers the environment's resources.
   *
   * @return the stack's outputs: scalars, by name
   */
  public static Map<String, Output<?>> build(StackInputs inputs) {
    Scope scope = Scope.of(inputs.environment());
    Environment environment = inputs.environment();
    Network network = new Network("network", Network.Args.of(environment), scope.options());
    Database database =
        new Database("database", Database.Args.of(environment, network), scope.options());
    Edge edge =
        new Edge(
            "edge",
            Edge.Args.of(environment, network, inputs.zoneId(), Service.PORT),
            scope.options());
    ExportBucket exports =
        new ExportBucket("exports", ExportBucket.Args.of(environment), scope.options());
    AlarmTopic topic = new AlarmTopic("alarms", environment, scope.options());
    EdgeAlarms edgeAlarms =
        new EdgeAlarms("edge-alarms", environment, edge, topic, scope.options());
    Service service =
        new Service(
            "service",
            new Service.Args(
                environment,
                network,
                database,
                edge,
                exports,
                Service.image(environment, inputs.serverDigest()),
                edgeAlarms.names()),
            scope.options());
    Monitoring monitoring =
        new Monitoring(
            "monitoring",
            new Monitoring.Args(environment, topic, edgeAlarms, database, edge, service),
            scope.options());
    new CostBudget("budget", environment, topic, scope.options());

    Map<String, Output<?>> outputs = new LinkedHashMap<>();
    outputs.put("url", Output.of("https://" + environment.hosts().publicHost()));
    outputs.put("cluster", service.clusterName());
    outputs.put("service", service.serviceName());
    outputs.put("operationsTask", service.operationsTask());
    outputs.put("probeSecret", service.probeSecretArn());
    outputs.put("exports", exports.bucketName());
    outputs.put(
        "alarms", Output.all(monitoring.alarmNames()).applyValue(names -> String.join(",", names)));
    outputs.put("databaseAddress", database.address());
    return outputs;
  }
}
