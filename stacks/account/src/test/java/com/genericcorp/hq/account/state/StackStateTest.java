package com.genericcorp.hq.account.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import org.junit.jupiter.api.Test;

class StackStateTest {
  private static final String EXPORT =
      """
      {"version": 3, "deployment": {"manifest": {}, "resources": [
        {"urn": "urn:pulumi:demo::agenthq::pulumi:pulumi:Stack::agenthq-demo", "custom": false,
         "type": "pulumi:pulumi:Stack", "outputs": {"cluster": "agenthq-demo", "count": 3}},
        {"urn": "urn:pulumi:demo::agenthq::agenthq:network:Network::network", "custom": false,
         "type": "agenthq:network:Network"},
        {"urn": "urn:pulumi:demo::agenthq::agenthq:network:Network$aws:ec2/vpc:Vpc::network",
         "custom": true, "id": "vpc-1", "type": "aws:ec2/vpc:Vpc",
         "inputs": {"cidrBlock": "10.0.0.0/16"}, "outputs": {"arn": "arn:of:vpc"}},
        {"urn": "urn:pulumi:demo::agenthq::agenthq:network:Network$aws:ec2/vpc:Vpc::network",
         "custom": true, "id": "vpc-0", "type": "aws:ec2/vpc:Vpc", "delete": true}
      ]}}
      """;

  @Test
  void resourcesAndOutputsAreWhatIsThere() {
    StackState state = StackState.parse("demo", EXPORT);
    assertThat(state.outputs()).containsOnlyKeys("cluster");
    assertThat(state.output("cluster")).isEqualTo("agenthq-demo");
    assertThat(state.resources().ids("aws:ec2/vpc:Vpc")).containsExactly("vpc-1");
    assertThat(state.resources().all()).hasSize(1);
    assertThat(state.resources().one("aws:ec2/vpc:Vpc").text("arn")).isEqualTo("arn:of:vpc");
    assertThat(state.resources().one("aws:ec2/vpc:Vpc").said("cidrBlock")).isEqualTo("10.0.0.0/16");
  }

  @Test
  void whatIsMissingIsNamed() {
    StackState state = StackState.parse("demo", EXPORT);
    assertThatThrownBy(() -> state.output("probeSecret"))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("has no output 'probeSecret', only [cluster]");
    assertThatThrownBy(() -> state.resources().one("aws:rds/instance:Instance"))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("no aws:rds/instance:Instance among its 1 resources");
    assertThatThrownBy(() -> state.resources().one("aws:ec2/vpc:Vpc").text("region"))
        .hasMessageContaining("aws:ec2/vpc:Vpc::network has no region");
  }

  @Test
  void whatIsNoExportIsRefused() {
    assertThatThrownBy(() -> StackState.parse("demo", "{\n\"secret"))
        .isInstanceOf(Failed.class)
        .hasMessage("The export of the stack 'demo' is no JSON (line 2)");
    assertThatThrownBy(() -> StackState.parse("demo", "{\"version\": 3}"))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("has no 'deployment'");
    assertThatThrownBy(() -> StackState.parse("demo", "{\"deployment\": {\"manifest\": {}}}"))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("'demo' has no resources");
    assertThatThrownBy(
            () ->
                StackState.parse(
                    "demo",
                    "{\"deployment\": {\"resources\": [{\"custom\": true, \"urn\": \"urn:x\","
                        + " \"type\": \"aws:ec2/vpc:Vpc\"}]}}"))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("a resource without 'id' (urn:x)");
  }
}
