package com.genericcorp.hq.account.rollout;

import com.genericcorp.hq.account.AwsAccount;
import com.genericcorp.hq.account.rollout.Standing.State;
import com.genericcorp.hq.cli.Failed;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ecs.EcsClient;

/**
 * Whether a deployment has come to its end. {@code pulumi up} waits until the service is steady,
 * and after ECS's circuit breaker has gone back it is: with the tasks of before. So what runs is
 * compared with what was to run.
 */
public final class Rollout {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final ServiceView view;
  private final Duration pause;

  Rollout(ServiceView view, Duration pause) {
    this.view = view;
    this.pause = pause;
  }

  /**
   * Waits until every task of a service is of a definition.
   *
   * @param cluster its name or ARN
   * @param service its name or ARN
   * @param taskDefinitionArn what is to run, with its revision
   * @param limit how long ECS may be at it
   * @param progress is told in words how far it is, whenever that changes
   * @throws Failed when ECS runs something else, has given up, or is not done in time; with the
   *     reasons of the tasks that stopped
   */
  public static void await(
      AwsAccount account,
      String cluster,
      String service,
      String taskDefinitionArn,
      Duration limit,
      Consumer<String> progress) {
    EcsClient ecs = account.client(EcsClient.builder());
    new Rollout(new ServiceView(ecs, cluster, service), PAUSE)
        .await(taskDefinitionArn, limit, progress);
  }

  void await(String intended, Duration limit, Consumer<String> progress) {
    long start = System.nanoTime();
    String last = "";
    while (true) {
      Standing standing = view.standing(intended);
      if (standing.state() == State.THERE) {
        return;
      }
      if (standing.state() == State.LOST) {
        throw failed(standing.said(), intended);
      }
      if (System.nanoTime() - start >= limit.toNanos()) {
        throw failed(
            "is not done after %d s: %s".formatted(limit.toSeconds(), standing.said()), intended);
      }
      if (!standing.said().equals(last)) {
        last = standing.said();
        progress.accept(last);
      }
      sleep();
    }
  }

  private Failed failed(String what, String intended) {
    StringBuilder text = new StringBuilder("The service ");
    text.append(Standing.shortened(view.service())).append(' ').append(what);
    List<String> reasons = view.reasons(intended);
    reasons.forEach(reason -> text.append("\n  ").append(reason));
    return new Failed("%s", text);
  }

  private void sleep() {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException problem) {
      Thread.currentThread().interrupt();
      throw new Failed(
          "interrupted while ECS was starting tasks; it goes on, and 'scripts/hq verify' tells how"
              + " it ended");
    }
  }
}
