package com.genericcorp.hq.account.rollout;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.ecs.model.Task;

/** ECS as a service's deployment is played before it: a scene a look, the last one for ever. */
public final class PlayedService implements EcsClient {
  public static final String OLD = "arn:aws:ecs:us-east-1:111122223333:task-definition/server:6";
  public static final String NEW = "arn:aws:ecs:us-east-1:111122223333:task-definition/server:7";

  private record Scene(List<Deployment> deployments, List<Task> running) {}

  private final Deque<Scene> scenes = new ArrayDeque<>();
  private final List<Task> stopped = new ArrayList<>();
  private final List<ServiceEvent> events = new ArrayList<>();

  public PlayedService scene(List<Deployment> deployments, Task... running) {
    scenes.add(new Scene(deployments, List.of(running)));
    return this;
  }

  PlayedService stopped(Task... tasks) {
    stopped.addAll(List.of(tasks));
    return this;
  }

  PlayedService said(String... messages) {
    for (String message : messages) {
      events.add(ServiceEvent.builder().message(message).build());
    }
    return this;
  }

  public static Deployment deployment(
      String status, String definition, String rollout, String reason) {
    return Deployment.builder()
        .status(status)
        .taskDefinition(definition)
        .rolloutState(rollout)
        .rolloutStateReason(reason)
        .desiredCount(2)
        .build();
  }

  public static Task task(String definition, String lastStatus) {
    return Task.builder().taskDefinitionArn(definition).lastStatus(lastStatus).build();
  }

  public ServiceView view() {
    return new ServiceView(this, "agenthq-demo", "server");
  }

  private Scene now() {
    return scenes.getFirst();
  }

  @Override
  public DescribeServicesResponse describeServices(DescribeServicesRequest request) {
    return DescribeServicesResponse.builder()
        .services(
            Service.builder()
                .status("ACTIVE")
                .deployments(now().deployments())
                .events(events)
                .build())
        .build();
  }

  @Override
  public ListTasksResponse listTasks(ListTasksRequest request) {
    List<Task> tasks = request.desiredStatus() == DesiredStatus.STOPPED ? stopped : now().running();
    List<String> arns = new ArrayList<>();
    for (int index = 0; index < tasks.size(); index++) {
      arns.add(request.desiredStatusAsString() + "/" + index);
    }
    if (arns.isEmpty()) {
      next(request.desiredStatus());
    }
    return ListTasksResponse.builder().taskArns(arns).build();
  }

  @Override
  public DescribeTasksResponse describeTasks(DescribeTasksRequest request) {
    boolean ended = request.tasks().get(0).startsWith("STOPPED");
    List<Task> tasks = ended ? stopped : now().running();
    if (!ended) {
      next(DesiredStatus.RUNNING);
    }
    return DescribeTasksResponse.builder().tasks(tasks).build();
  }

  /** A look ends with the running tasks. */
  private void next(DesiredStatus asked) {
    if (asked == DesiredStatus.RUNNING && scenes.size() > 1) {
      scenes.removeFirst();
    }
  }

  @Override
  public String serviceName() {
    return "ecs";
  }

  @Override
  public void close() {
    // There is nothing behind it.
  }
}
