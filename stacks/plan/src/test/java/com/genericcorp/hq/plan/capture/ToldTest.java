package com.genericcorp.hq.plan.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.plan.Folder;
import com.genericcorp.hq.plan.Plans;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom the program has AWS tell of what. */
class ToldTest {
  private static final String RULE = "aws:cloudwatch/eventRule:EventRule";
  private static final String TARGET = "aws:cloudwatch/eventTarget:EventTarget";
  private static final String LATENCY = "ALARM(\"agenthq-demo-latency\")";

  @TempDir Path temporary;

  @Test
  void aCriticalAlarmIsToldOnceByTheCompositeOne() {
    Inventory demo = Plans.of("demo", "").inventory();
    for (Captured alarm : demo.ofType(Types.ALARM)) {
      if (alarm.map("tags").get("Severity").equals("critical")) {
        assertThat(alarm.inputs()).as(alarm.name()).doesNotContainKeys("alarmActions", "okActions");
      } else {
        assertThat(alarm.list("alarmActions")).as(alarm.name()).isEqualTo(topic(demo, "warning"));
        assertThat(alarm.list("okActions")).as(alarm.name()).isEqualTo(topic(demo, "warning"));
      }
    }
    Captured composite = demo.ofType(Types.COMPOSITE_ALARM).get(0);
    assertThat(composite.text("alarmRule"))
        .contains(
            "ALARM(\"agenthq-demo-errors\") OR ALARM(\"agenthq-demo-pool\")"
                + " OR ALARM(\"agenthq-demo-outside\")");
    assertThat(composite.list("alarmActions")).isEqualTo(topic(demo, "critical"));
    assertThat(composite.list("okActions")).isEqualTo(topic(demo, "critical"));
  }

  @Test
  void whatIsCriticalTheEnvironmentSays() {
    String latency = "latencyP95: { millis: 2000, minutes: 10, severity: ";
    String errors = "errorRate: { percent: 5, minutes: 5, severity: ";
    Inventory other =
        Plans.of(
                new Folder(temporary)
                    .replace("common.yaml", latency + "warning", latency + "critical")
                    .replace("common.yaml", errors + "critical", errors + "warning")
                    .environments()
                    .load("demo"))
            .inventory();
    assertThat(other.ofType(Types.COMPOSITE_ALARM).get(0).text("alarmRule").orElseThrow())
        .contains(LATENCY)
        .doesNotContain("errors");
    assertThat(Plans.resource(other, Types.ALARM, "alarm-latency").list("alarmActions")).isEmpty();
    assertThat(Plans.resource(other, Types.ALARM, "alarm-errors").list("alarmActions"))
        .isEqualTo(topic(other, "warning"));
  }

  @Test
  void whereNothingIsCriticalThereIsNoCompositeAlarm() {
    Environment calm =
        new Folder(temporary)
            .replace(
                "common.yaml",
                "minutes: 5, severity: critical }\n  latency",
                "minutes: 5, severity: warning }\n  latency")
            .replace(
                "common.yaml",
                "percent: 100, minutes: 5, severity: critical",
                "percent: 100, minutes: 5, severity: warning")
            .replace(
                "common.yaml", "failures: 3, severity: critical", "failures: 3, severity: warning")
            .environments()
            .load("demo");
    assertThat(Plans.of(calm).inventory().ofType(Types.COMPOSITE_ALARM)).isEmpty();
  }

  @Test
  void aScheduledJobThatFailsIsToldAndACommandOnDemandIsNot() throws Exception {
    Inventory demo = Plans.of("demo", "").inventory();
    Captured rule = Plans.resource(demo, RULE, "monitoring-jobs");
    JsonNode pattern = Json.mapper().readTree(rule.text("eventPattern").orElseThrow());
    String cluster = "" + demo.ofType(Types.CLUSTER).get(0).answer().get("arn");
    assertThat(pattern)
        .isEqualTo(
            Json.mapper()
                .readTree(
                    """
                    {"source": ["aws.ecs"], "detail-type": ["ECS Task State Change"], "detail": {
                      "clusterArn": ["%s"],
                      "group": ["agenthq-demo-jobs"],
                      "lastStatus": ["STOPPED"],
                      "$or": [{"containers": {"exitCode": [{"anything-but": [0]}]}},
                              {"stopCode": [{"anything-but": ["EssentialContainerExited"]}]}]}}
                    """
                        .formatted(cluster)));
    assertThat(demo.ofType(Types.SCHEDULE))
        .hasSizeGreaterThan(2)
        .allSatisfy(
            schedule -> {
              Map<?, ?> target = schedule.map("target");
              assertThat(target.get("arn")).isEqualTo(cluster);
              assertThat(((Map<?, ?>) target.get("ecsParameters")).get("group"))
                  .isEqualTo("agenthq-demo-jobs");
            });
    Captured target = Plans.resource(demo, TARGET, "monitoring-jobs");
    assertThat(target.text("rule")).isEqualTo(rule.text("name"));
    assertThat(List.of(target.inputs().get("arn"))).isEqualTo(topic(demo, "warning"));
  }

  @Test
  void theMailOfAFailedJobNamesWhatTheEventSays() {
    Map<?, ?> mail =
        Plans.resource(Plans.of("demo", "").inventory(), TARGET, "monitoring-jobs")
            .map("inputTransformer");
    String text = "" + mail.get("inputTemplate");
    assertThat(text)
        .isEqualTo(
            "\"The scheduled job '<job>' of demo ended with exit code '<code>' (none: it did not"
                + " end by itself): <reason>. Its task is <task>, its lines are in the log group"
                + " /agenthq/demo/server.\"");
    assertThat(((Map<?, ?>) mail.get("inputPaths")).keySet())
        .allMatch(name -> text.contains("<" + name + ">"))
        .hasSize(4);
  }

  @Test
  void eventsMayTellTheTopicOfWarningsAlone() {
    Inventory demo = Plans.of("demo", "").inventory();
    String type = "aws:sns/topicPolicy:TopicPolicy";
    assertThat(Plans.resource(demo, type, "alarms-warning").text("policy").orElseThrow())
        .contains("events.amazonaws.com");
    assertThat(Plans.resource(demo, type, "alarms-critical").text("policy").orElseThrow())
        .doesNotContain("events.amazonaws.com");
  }

  private static List<Object> topic(Inventory inventory, String severity) {
    Object arn = Plans.resource(inventory, Types.TOPIC, "alarms-" + severity).answer().get("arn");
    return List.of(arn);
  }
}
