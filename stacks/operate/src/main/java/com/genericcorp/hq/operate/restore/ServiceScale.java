package com.genericcorp.hq.operate.restore;

import com.genericcorp.hq.account.AwsAccount;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.operate.state.StackOutputs;
import com.genericcorp.hq.operate.task.Patience;
import java.io.PrintStream;
import java.util.List;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** How many tasks serve: all of them stopped and started again, autoscaling held meanwhile. */
final class ServiceScale {
  private static final int EVENTS_SHOWN = 3;

  private final EcsClient ecs;
  private final ApplicationAutoScalingClient scaling;
  private final ElasticLoadBalancingV2Client balancers;
  private final StackOutputs stack;
  private final Patience patience;
  private final PrintStream err;

  ServiceScale(AwsAccount account, StackOutputs stack, Patience patience, PrintStream err) {
    this.ecs = account.client(EcsClient.builder());
    this.scaling = account.client(ApplicationAutoScalingClient.builder());
    this.balancers = account.client(ElasticLoadBalancingV2Client.builder());
    this.stack = stack;
    this.patience = patience;
    this.err = err;
  }

  int desired() {
    return service().desiredCount();
  }

  /** Stops all tasks; they finish what they are at. */
  void stop() throws InterruptedException {
    hold(true);
    set(0);
    await("stopped", () -> service().runningCount() == 0);
  }

  /** Starts so many, and waits until the load balancer finds them healthy. */
  void start(int tasks) throws InterruptedException {
    set(tasks);
    hold(false);
    await("running and healthy", () -> service().runningCount() >= tasks && healthy() >= tasks);
  }

  private void set(int tasks) {
    ecs.updateService(
        request -> request.cluster(stack.cluster()).service(stack.service()).desiredCount(tasks));
  }

  /** Autoscaling would start tasks where none are wanted. */
  private void hold(boolean held) {
    scaling.registerScalableTarget(
        request ->
            request
                .serviceNamespace(ServiceNamespace.ECS)
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .resourceId("service/" + stack.cluster() + "/" + stack.service())
                .suspendedState(
                    state ->
                        state
                            .dynamicScalingInSuspended(held)
                            .dynamicScalingOutSuspended(held)
                            .scheduledScalingSuspended(held)));
  }

  private long healthy() {
    return service().loadBalancers().stream()
        .map(LoadBalancer::targetGroupArn)
        .mapToLong(this::healthyTargets)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private long healthyTargets(String group) {
    return balancers
        .describeTargetHealth(request -> request.targetGroupArn(group))
        .targetHealthDescriptions()
        .stream()
        .filter(one -> one.targetHealth().state() == TargetHealthStateEnum.HEALTHY)
        .count();
  }

  private void await(String wanted, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + patience.task().toNanos();
    String last = "";
    while (!condition.getAsBoolean()) {
      Service now = service();
      String tasks = now.runningCount() + " of " + now.desiredCount() + " tasks run";
      if (!tasks.equals(last)) {
        err.printf("    service %s: %s%n", stack.service(), tasks);
        last = tasks;
      }
      if (System.nanoTime() > end) {
        throw new Failed(
            "service %s is not %s after %d min: %s. ECS says: %s. The same command again goes on"
                + " from here",
            stack.service(), wanted, patience.task().toMinutes(), tasks, events(now));
      }
      Thread.sleep(patience.pause().toMillis());
    }
  }

  private static List<String> events(Service service) {
    return service.events().stream().limit(EVENTS_SHOWN).map(ServiceEvent::message).toList();
  }

  private Service service() {
    return ecs
        .describeServices(request -> request.cluster(stack.cluster()).services(stack.service()))
        .services()
        .stream()
        .findFirst()
        .orElseThrow(
            () -> new Failed("cluster %s has no service %s", stack.cluster(), stack.service()));
  }
}
