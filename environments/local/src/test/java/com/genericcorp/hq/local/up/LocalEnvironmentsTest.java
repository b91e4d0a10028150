package com.genericcorp.hq.local.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.Repository;
import org.junit.jupiter.api.Test;

class LocalEnvironmentsTest {
  private static final Repository REPOSITORY = new Repository(Described.root());

  @Test
  void theEmbeddedPlatformRunsHere() {
    assertThat(LocalEnvironments.load(REPOSITORY, "local").name()).isEqualTo("local");
  }

  @Test
  void anotherPlatformIsRefusedWithWhatToUseInstead() {
    assertThatThrownBy(() -> LocalEnvironments.load(REPOSITORY, "demo"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "'demo' does not run on this machine: its platform is AWS, where its Pulumi stack"
                + " deploys it");
    assertThatThrownBy(() -> LocalEnvironments.load(REPOSITORY, "selfhosted"))
        .hasMessageContaining("a Docker host");
  }
}
