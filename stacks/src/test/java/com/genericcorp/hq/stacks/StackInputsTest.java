package com.genericcorp.hq.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.stacks.StackName.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackInputsTest {
  private static final Environments ENVIRONMENTS =
      new Environments(Repository.find().environments());
  private static final Environment DEMO = ENVIRONMENTS.load("demo");

  @Test
  void aStackIsAnEnvironmentOrWhatItsAccountNeedsFirst() {
    assertThat(StackName.parse("demo")).isEqualTo(new StackName(Kind.ENVIRONMENT, "demo"));
    assertThat(StackName.parse("bootstrap-demo")).isEqualTo(new StackName(Kind.BOOTSTRAP, "demo"));
    assertThat(StackName.parse("bootstrap-demo")).hasToString("bootstrap-demo");
  }

  @Test
  void anUnknownStackIsNoEnvironmentAndTheKnownOnesAreNamed() {
    assertThatThrownBy(() -> ENVIRONMENTS.load(StackName.parse("dmeo").environment()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("there is no environment 'dmeo'")
        .hasMessageContaining("Did you mean 'demo'?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "latest", "v1.2.3", "sha256:abc", "sha512:0", "agenthq:1.0.0"})
  void anImageThatIsNoDigestIsRefused(String digest) {
    assertThatThrownBy(() -> new StackInputs(DEMO, digest, StackInputs.NO_ZONE))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("expected a digest, sha256: and 64 hexadecimal digits");
  }

  @Test
  void aZonesNameIsNotItsId() {
    assertThatThrownBy(() -> new StackInputs(DEMO, StackInputs.NO_DIGEST, "genericcorp.com"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("'pulumi stack output zoneId -s bootstrap-demo' prints it");
  }

  @Test
  void anEnvironmentOfAnotherPlatformHasNoStack() {
    assertThatThrownBy(() -> StackInputs.planned(ENVIRONMENTS.load("local")))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("environment local runs on platform embedded; stacks are for platform aws");
  }
}
