package com.genericcorp.hq.rehearse.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {
  private final Known known =
      new Known(
          Map.of(
              "name", "one",
              "alias", List.of(Map.of("zone", "Z1")),
              "rules", List.of(Map.of("port", 80.0), Map.of("port", 443.0, "from", "a"))),
          Map.of("region", "us-east-1"));

  @Test
  void valuesKeepTheirKindAndTextsAreFilled() {
    known.answered("CreateVpc", Map.of("Vpc", Map.of("VpcId", "vpc-1")));
    assertThat(Template.value("$alias.0.zone", known)).contains("Z1");
    assertThat(Template.value("$rules.1.port", known)).contains(443.0);
    assertThat(Template.value("arn:${region}:${CreateVpc.Vpc.VpcId}/${name}", known))
        .contains("arn:us-east-1:vpc-1/one");
    assertThat(Template.value("${CreateVpc.Vpc.VpcId#vpc-}", known)).contains("1");
    assertThatThrownBy(() -> Template.value("${name#vpc-}", known))
        .hasMessageContaining("'one' has no 'vpc-'");
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    assertThat(Template.value(Map.of("A", "$name", "B", "$other"), known))
        .contains(Map.of("A", "one"));
    assertThat(Template.value(Map.of("A", "$other"), known)).isEmpty();
    assertThat(Template.value(Map.of("A", true), known)).contains(Map.of("A", true));
  }

  @Test
  void anElementThatLacksAnythingIsLeftOutWhole() {
    assertThat(
            Template.value(
                List.of(
                    Map.of("Key", "a", "Value", "$other"), Map.of("Key", "b", "Value", "$name")),
                known))
        .contains(List.of(Map.of("Key", "b", "Value", "one")));
  }

  @Test
  void eachElementIsFilledAndItsUnusedPartsAreNoticed() {
    assertThat(Template.value(Map.of("each", "$rules", "as", Map.of("Port", "$it.port")), known))
        .contains(List.of(Map.of("Port", 80.0), Map.of("Port", 443.0)));
    assertThat(known.unused()).containsExactlyInAnyOrder("name", "alias.zone", "rules.from");
  }
}
