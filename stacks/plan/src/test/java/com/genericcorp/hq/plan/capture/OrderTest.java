package com.genericcorp.hq.plan.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.plan.Plans;
import com.genericcorp.hq.stacks.EnvironmentStack;
import com.genericcorp.hq.stacks.StackInputs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What AWS makes only when something else is there already comes after it. */
class OrderTest {
  private static final String ROUTE = "Route";

  @ParameterizedTest
  @CsvSource({"demo, ''", "production, planned"})
  void nothingIsMadeBeforeWhatItNeeds(String name, String size) {
    Environment environment = Plans.environment(name, size);
    SlowAccount account = new SlowAccount();
    StackInputs inputs = StackInputs.planned(environment);
    Capture.of(name, account, context -> EnvironmentStack.build(inputs));

    // AWS: "VPC … has no internet gateway", and a gateway that something uses cannot go.
    account.requireFirst("Route network-public", "LoadBalancer edge");
    // A task whose role may not read its secrets yet, or that has no way out, fails.
    account.requireFirst("RolePolicy service-execution", "TaskDefinition service");
    account.requireFirst("RolePolicy network-flow", "FlowLog network-flow");
    account.requireFirst(
        "RolePolicy service-operations-scheduler", "Schedule service-operations-retention");
    account.requireFirst("RouteTableAssociation network-public-a", "Service service");
    if (environment.aws().orElseThrow().natGateways() > 0) {
      account.requireFirst("InternetGateway network-gateway", "NatGateway network-nat-a");
      account.requireFirst(ROUTE + " network-tasks-a", "Service service");
    }
    // Asked before anything answers, it would ring the alarm that undoes the first deployment.
    account.requireFirst("Service service", "HealthCheck monitoring-outside");
    // What is told before it may be is lost.
    account.requireFirst("TopicPolicy alarms-warning", "EventTarget monitoring-jobs");
    // AWS tries whether it may tell the topic.
    account.requireFirst("TopicPolicy alarms-warning", "Budget budget-actual");
  }

  /** Takes its time for what others must wait for. */
  private static final class SlowAccount implements Account {
    private static final int MILLIS = 150;

    private final PlannedAccount planned = new PlannedAccount("us-east-1", "111122223333");
    private final List<String> made = Collections.synchronizedList(new ArrayList<>());

    @Override
    public Answer create(String type, String name, Map<String, Object> inputs) {
      String kind = type.substring(type.lastIndexOf(':') + 1);
      if (List.of(ROUTE, "TopicPolicy", "RolePolicy", "InternetGateway", "RouteTableAssociation")
              .contains(kind)
          || (kind.equals("Service") && name.equals("service"))) {
        sleep();
      }
      // Components of our own are named as what is in them, and are made of nothing.
      if (!type.startsWith("agenthq:")) {
        made.add(kind + " " + name);
      }
      return planned.create(type, name, inputs);
    }

    private static void sleep() {
      try {
        Thread.sleep(MILLIS);
      } catch (InterruptedException problem) {
        Thread.currentThread().interrupt();
      }
    }

    void requireFirst(String before, String after) {
      assertThat(made).contains(before, after);
      assertThat(made.indexOf(before))
          .as(before + " before " + after)
          .isLessThan(made.indexOf(after));
    }
  }
}
