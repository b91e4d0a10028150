package com.genericcorp.hq.account.checks;

import com.genericcorp.hq.account.checks.AwsCheck.Notes;
import com.genericcorp.hq.model.Replicas;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** What runs: images, secrets, roles, and where. */
final class TaskChecks {
  /** Variables that are never in the server's container. */
  private static final Set<String> NOT_THE_SERVERS =
      Set.of("MIGRATOR_USER", "MIGRATOR_PASSWORD", "ADMINISTRATOR_USER", "ADMINISTRATOR_PASSWORD");

  private static final Set<String> SECRET =
      Set.of("MIGRATOR_PASSWORD", "ADMINISTRATOR_PASSWORD", "GATEWAY_SECRET", "PROBE_SECRET");

  static final List<AwsCheck> ALL =
      List.of(
          new AwsCheck("images", "each by its digest", TaskChecks::images),
          new AwsCheck(
              "secrets", "by reference, each of them there, none in plain", TaskChecks::secrets),
          new AwsCheck(
              "server-credentials",
              "the server's container has neither the migrator's nor the master's",
              TaskChecks::serverCredentials),
          new AwsCheck(
              "containers",
              "read-only root, logs to a group that is there",
              TaskChecks::containers),
          new AwsCheck(
              "service",
              "in the environment's subnets and groups, behind the target group",
              TaskChecks::service),
          new AwsCheck("roles", "bounded; execution and task roles are two", TaskChecks::roles));

  /** What holds until autoscaling first acts. */
  static final List<AwsCheck> UNTOUCHED =
      List.of(new AwsCheck("service-tasks", "as many wanted as planned", TaskChecks::planned));

  private TaskChecks() {}

  private static List<TaskDefinition> definitions(Seen seen) {
    List<TaskDefinition> definitions = new ArrayList<>();
    for (String family : seen.ids("aws:ecs/taskDefinition:TaskDefinition")) {
      definitions.add(
          seen.ecs()
              .describeTaskDefinition(request -> request.taskDefinition(family))
              .taskDefinition());
    }
    return definitions;
  }

  private static List<ContainerDefinition> all(Seen seen) {
    return definitions(seen).stream().flatMap(one -> one.containerDefinitions().stream()).toList();
  }

  private static void images(Seen seen, Notes notes) {
    notes.seen("%d containers", all(seen).size());
    for (ContainerDefinition container : all(seen)) {
      notes.require(
          container.image().matches(".+@sha256:[0-9a-f]{64}"),
          "container %s runs %s",
          container.name(),
          container.image());
    }
  }

  private static void secrets(Seen seen, Notes notes) {
    Set<String> arns = new TreeSet<>();
    for (ContainerDefinition container : all(seen)) {
      for (KeyValuePair variable : container.environment()) {
        notes.require(
            !SECRET.contains(variable.name()),
            "container %s has %s in plain",
            container.name(),
            variable.name());
      }
      for (Secret secret : container.secrets()) {
        arns.add(secret.valueFrom().split(":username:|:password:", 2)[0]);
      }
    }
    notes.seen("%d secrets", arns.size());
    for (String arn : arns) {
      try {
        notes.require(
            seen.secrets().describeSecret(request -> request.secretId(arn)).deletedDate() == null,
            "%s is being deleted",
            arn);
      } catch (ResourceNotFoundException problem) {
        notes.require(false, "no secret is %s", arn);
      }
    }
  }

  private static void serverCredentials(Seen seen, Notes notes) {
    for (ContainerDefinition container : all(seen)) {
      if (container.name().equals("server")) {
        Set<String> names = new TreeSet<>();
        container.environment().forEach(variable -> names.add(variable.name()));
        container.secrets().forEach(secret -> names.add(secret.name()));
        notes.seen("%d variables", names.size());
        names.retainAll(NOT_THE_SERVERS);
        notes.require(names.isEmpty(), "it has %s", names);
        return;
      }
    }
    notes.require(false, "there is no container 'server'");
  }

  private static void containers(Seen seen, Notes notes) {
    Set<String> groups = new TreeSet<>(seen.ids("aws:cloudwatch/logGroup:LogGroup"));
    for (ContainerDefinition container : all(seen)) {
      notes.seen("%s", container.name());
      notes.require(
          Boolean.TRUE.equals(container.readonlyRootFilesystem()),
          "%s may write to its root",
          container.name());
      String group = container.logConfiguration().options().get("awslogs-group");
      notes.require(groups.contains(group), "%s logs to %s", container.name(), group);
    }
  }

  private static Service described(Seen seen) {
    String cluster = seen.id("aws:ecs/cluster:Cluster");
    String arn = seen.id("aws:ecs/service:Service");
    return seen.ecs()
        .describeServices(request -> request.cluster(cluster).services(arn))
        .services()
        .get(0);
  }

  private static void service(Seen seen, Notes notes) {
    Service service = described(seen);
    var network = service.networkConfiguration().awsvpcConfiguration();
    boolean withoutNat = seen.aws().natGateways() == 0;
    notes.seen("%s, %d wanted", service.launchType(), service.desiredCount());
    notes.require(
        seen.ids("aws:ec2/subnet:Subnet").containsAll(network.subnets()),
        "its subnets are %s",
        network.subnets());
    notes.require(
        seen.ids("aws:ec2/securityGroup:SecurityGroup").containsAll(network.securityGroups()),
        "its groups are %s",
        network.securityGroups());
    notes.require(
        "ENABLED".equals(network.assignPublicIpAsString()) == withoutNat,
        "public addresses are %s",
        network.assignPublicIp());
    notes.require(
        service.loadBalancers().stream()
            .anyMatch(
                one -> seen.ids("aws:lb/targetGroup:TargetGroup").contains(one.targetGroupArn())),
        "it registers with %s",
        service.loadBalancers());
    Replicas replicas = seen.environment().server().replicas();
    notes.require(
        service.desiredCount() >= replicas.min() && service.desiredCount() <= replicas.max(),
        "%d tasks are wanted, not %d to %d",
        service.desiredCount(),
        replicas.min(),
        replicas.max());
  }

  private static void planned(Seen seen, Notes notes) {
    int wanted = described(seen).desiredCount();
    notes.seen("%d", wanted);
    notes.require(
        wanted == seen.environment().server().replicas().planned(), "%d tasks are wanted", wanted);
  }

  private static void roles(Seen seen, Notes notes) {
    for (TaskDefinition definition : definitions(seen)) {
      notes.require(
          !definition.executionRoleArn().equals(definition.taskRoleArn()),
          "%s has one role for both",
          definition.family());
    }
    int bounded = 0;
    for (String name : seen.ids("aws:iam/role:Role")) {
      Role role = seen.iam().getRole(request -> request.roleName(name)).role();
      if (!role.path().equals("/")) {
        bounded++;
        notes.require(role.permissionsBoundary() != null, "%s has no boundary", name);
      }
    }
    notes.seen("%d with the boundary", bounded);
    notes.require(bounded > 0, "there is none in the project's path");
  }
}
