package com.genericcorp.hq.stacks.monitoring;

import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Severity;
import com.genericcorp.hq.stacks.monitoring.Alarms.Rings;
import com.genericcorp.hq.stacks.monitoring.Alarms.When;
import com.genericcorp.hq.stacks.service.Service;
import com.pulumi.aws.cloudwatch.EventRule;
import com.pulumi.aws.cloudwatch.EventRuleArgs;
import com.pulumi.aws.cloudwatch.EventTarget;
import com.pulumi.aws.cloudwatch.EventTargetArgs;
import com.pulumi.aws.cloudwatch.inputs.EventTargetInputTransformerArgs;
import com.pulumi.resources.CustomResourceOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells of scheduled jobs that end badly, and of schedules that could start none. A command on
 * demand is in another task group: who runs it sees how it ends.
 */
final class JobFailures {
  /** The next run makes up for a failed one. */
  static final Severity SEVERITY = Severity.WARNING;

  private static final int MINUTES_AN_HOUR = 60;

  JobFailures(
      String name,
      Environment environment,
      Service service,
      AlarmTopic topic,
      Alarms alarms,
      CustomResourceOptions child) {
    EventRule rule =
        new EventRule(
            name,
            EventRuleArgs.builder()
                .name("agenthq-" + environment.name() + "-job-failures")
                .description("A scheduled job failed or did not start")
                .eventPattern(
                    service
                        .clusterArn()
                        .applyValue(cluster -> pattern(cluster, Service.jobGroup(environment))))
                .build(),
            child);
    new EventTarget(
        name,
        EventTargetArgs.builder()
            .rule(rule.name())
            .targetId("topic")
            .arn(topic.arn(SEVERITY))
            .inputTransformer(
                service.logGroup().applyValue(logs -> sentence(environment.name(), logs)))
            .build(),
        child);
    alarms.of(
        "schedules",
        "A schedule gave up starting its job: no task was there to fail",
        SEVERITY,
        Metrics.droppedRuns(),
        new When(Rings.ABOVE, 0, MINUTES_AN_HOUR, 1, false));
  }

  /**
   * A container that did not end with 0 has another code, or none: it never started, or AWS took
   * its host away. What an event lacks matches no rule, so that is known by why the task was
   * stopped.
   */
  private static String pattern(String cluster, String group) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("clusterArn", List.of(cluster));
    detail.put("group", List.of(group));
    detail.put("lastStatus", List.of("STOPPED"));
    detail.put(
        "$or",
        List.of(
            Map.of("containers", Map.of("exitCode", List.of(Map.of("anything-but", List.of(0))))),
            Map.of(
                "stopCode", List.of(Map.of("anything-but", List.of("EssentialContainerExited"))))));
    Map<String, Object> pattern = new LinkedHashMap<>();
    pattern.put("source", List.of("aws.ecs"));
    pattern.put("detail-type", List.of("ECS Task State Change"));
    pattern.put("detail", detail);
    return Json.print(pattern);
  }

  /** The mail. What an event lacks is left empty in it. */
  private static EventTargetInputTransformerArgs sentence(String environment, String logs) {
    return EventTargetInputTransformerArgs.builder()
        .inputPaths(
            Map.of(
                "job", "$.detail.overrides.containerOverrides[0].command[1]",
                "code", "$.detail.containers[0].exitCode",
                "reason", "$.detail.stoppedReason",
                "task", "$.detail.taskArn"))
        .inputTemplate(
            ("\"The scheduled job '<job>' of %s ended with exit code '<code>' (none: it did not"
                    + " end by itself): <reason>. Its task is <task>, its lines are in the log group %s.\"")
                .formatted(environment, logs))
        .build();
  }
}
