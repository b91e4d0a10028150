package com.genericcorp.hq.plan.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.pulumi.Context;
import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CaptureTest {
  @Test
  void inputsAnswersAndOptionsAreSeen() {
    Inventory inventory =
        run(
            context -> {
              LogGroup group =
                  new LogGroup(
                      "one",
                      LogGroupArgs.builder().retentionInDays(7).build(),
                      CustomResourceOptions.builder().protect(true).retainOnDelete(true).build());
              return Map.of("arn", group.arn());
            });
    assertThat(inventory.inAws()).hasSize(1);
    Captured group = inventory.inAws().get(0);
    assertThat(group.urn())
        .isEqualTo("urn:pulumi:test::agenthq::aws:cloudwatch/logGroup:LogGroup::one");
    assertThat(group.number("retentionInDays")).contains(7.0);
    assertThat(group.protect()).isTrue();
    assertThat(group.retainOnDelete()).isTrue();
    assertThat(group.isMeantBy(inventory.outputs().get("arn"))).isTrue();
  }

  @Test
  void twoResourcesOfATypeUnderOneNameAreRefused() {
    assertThatThrownBy(
            () ->
                run(
                    context -> {
                      new LogGroup("one");
                      new LogGroup("one");
                      return Map.of();
                    }))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("give one of them another name");
  }

  @Test
  void theProgramsOwnSentenceComesThrough() {
    assertThatThrownBy(
            () ->
                run(
                    context -> {
                      throw new InvalidInput("a network has 9 zones");
                    }))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("a network has 9 zones");
  }

  private static Inventory run(Function<Context, Map<String, Output<?>>> program) {
    return Capture.of("test", new PlannedAccount("us-east-1", "111122223333"), program);
  }
}
