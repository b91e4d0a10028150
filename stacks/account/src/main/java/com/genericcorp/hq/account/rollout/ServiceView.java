package com.genericcorp.hq.account.rollout;

import com.genericcorp.hq.cli.Failed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;

/** One service, as ECS tells of it. */
public record ServiceView(EcsClient ecs, String cluster, String service) {
  /** As many as {@code DescribeTasks} takes. */
  private static final int MOST = 100;

  /** So long ECS tells of tasks that stopped. */
  private static final Duration REMEMBERED = Duration.ofHours(1);

  /**
   * The service.
   *
   * @throws Failed when there is none
   */
  public Service described() {
    List<Service> found;
    try {
      found =
          ecs.describeServices(request -> request.cluster(cluster).services(service)).services();
    } catch (ClusterNotFoundException problem) {
      throw new Failed("There is no cluster %s in this account and region", cluster);
    }
    if (found.isEmpty() || "INACTIVE".equals(found.get(0).status())) {
      throw new Failed("There is no service %s in the cluster %s", service, cluster);
    }
    return found.get(0);
  }

  /** Its tasks that ECS wants to run; those that it wants to be gone. */
  public List<Task> tasks(DesiredStatus wanted) {
    List<String> arns =
        ecs
            .listTasksPaginator(
                request -> request.cluster(cluster).serviceName(service).desiredStatus(wanted))
            .taskArns()
            .stream()
            .toList();
    List<Task> tasks = new ArrayList<>();
    for (int from = 0; from < arns.size(); from += MOST) {
      List<String> some = arns.subList(from, Math.min(arns.size(), from + MOST));
      tasks.addAll(ecs.describeTasks(request -> request.cluster(cluster).tasks(some)).tasks());
    }
    return tasks;
  }

  /** How far it is from what it is to run. */
  public Standing standing(String intended) {
    return Standing.of(described(), tasks(DesiredStatus.RUNNING), intended);
  }

  /** Why tasks of a definition ended, in few words; empty where nothing is known. */
  public List<String> reasons(String intended) {
    List<Task> stopped =
        tasks(DesiredStatus.STOPPED).stream()
            .filter(one -> intended.equals(one.taskDefinitionArn()))
            .toList();
    return StoppedTasks.reasons(stopped, described().events(), Instant.now().minus(REMEMBERED));
  }
}
