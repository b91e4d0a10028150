package com.genericcorp.hq.server.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.config.Variables;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TiersTest {
  private final Tiers tiers =
      Tiers.parse(
          """
          {"free": {"requestsPerMinute": 100, "agents": 5, "concurrentTasks": 10, "storageGb": 1},
           "starter": {"requestsPerMinute": 500, "agents": 5, "concurrentTasks": 50},
           "enterprise": {"requestsPerMinute": null}}
          """);

  @Test
  void aLimitThatIsNullOrAbsentIsAsAgreed() {
    assertThat(tiers.named("free")).isEqualTo(new Tier("free", 100, 5, 10, 1));
    assertThat(tiers.named("enterprise")).isEqualTo(new Tier("enterprise", null, null, null, null));
    assertThat(tiers.lowest()).isEqualTo("free");
    assertThat(tiers.highest()).isEqualTo("enterprise");
  }

  @Test
  void anOrganisationOfATierThatIsNotThereIsHeldToTheSmallest() {
    assertThat(tiers.named("gold").agents()).isEqualTo(5);
  }

  @Test
  void theTierAboveIsOneThatAllowsMoreOfTheThing() {
    Tier free = tiers.named("free");
    assertThat(tiers.above(free).orElseThrow().name()).isEqualTo("starter");
    assertThat(tiers.allowingMore(free, Tier::requestsPerMinute).orElseThrow().name())
        .isEqualTo("starter");
    assertThat(tiers.allowingMore(free, Tier::agents).orElseThrow().name()).isEqualTo("enterprise");
    assertThat(tiers.above(tiers.named("enterprise"))).isEmpty();
    assertThat(tiers.allowingMore(tiers.named("starter"), Tier::storageGb)).isEmpty();
  }

  @Test
  void storageIsFullAtItsLimit() {
    assertThat(tiers.named("free").isFullWith(999_999_999)).isFalse();
    assertThat(tiers.named("free").isFullWith(1_000_000_000)).isTrue();
    assertThat(tiers.named("enterprise").isFullWith(Long.MAX_VALUE)).isFalse();
    assertThat(new Tier("big", 1, 1, 1, 50).isFullWith(49_999_999_999L)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "7",
        "{\"free\": 1}",
        "{\"free\": {\"agents\": 0}}",
        "{\"free\": {\"agents\": \"5\"}}",
        "{\"free\": {\"agents\": 1.5}}",
        "{\"free\": {\"agents\": 99999999999}}",
        "{\"free\": {"
      })
  void whatIsNoTiersIsRefused(String json) {
    assertThatThrownBy(() -> Tiers.parse(json)).isInstanceOf(InvalidInput.class);
  }

  @Test
  void aFaultInTheVariableIsNamedWithTheOthers() {
    Variables variables = new Variables(Map.of("TIERS", "{\"free\": {\"agents\": -1}}"));
    Tiers.of(variables);
    assertThatThrownBy(variables::check)
        .hasMessageContaining("TIERS")
        .hasMessageContaining("agents");
  }
}
