package com.genericcorp.hq.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TenantLabelsTest {
  private final TenantLabels labels = new TenantLabels(2);

  @Test
  void theFirstOnesHaveALabelAtOnceAndTheRestIsOther() {
    assertThat(labels.count("acme")).isEqualTo("acme");
    assertThat(labels.count("globex")).isEqualTo("globex");
    assertThat(labels.count("initech")).isEqualTo("other");
    assertThat(labels.count("")).isEqualTo("-");
  }

  @Test
  void aLargerOneTakesTheLabelOfASmallerOne() {
    count("acme", 5);
    count("globex", 1);
    count("initech", 10);
    assertThat(labels.rank()).containsExactly("globex");
    assertThat(labels.count("initech")).isEqualTo("initech");
    assertThat(labels.count("globex")).isEqualTo("other");
  }

  @Test
  void oldRequestsWeighLessThanNewOnes() {
    count("acme", 100);
    count("globex", 100);
    IntStream.range(0, 6).forEach(turn -> labels.rank());
    count("initech", 4);
    assertThat(labels.rank()).hasSize(1);
    assertThat(labels.count("initech")).isEqualTo("initech");
  }

  @Test
  void betweenEqualsNobodyLosesALabel() {
    count("acme", 3);
    count("globex", 3);
    count("abacus", 3);
    assertThat(labels.rank()).isEmpty();
  }

  @Test
  void aQuietOneKeepsItsLabelWhileNobodyNeedsIt() {
    count("acme", 1);
    IntStream.range(0, 50).forEach(turn -> labels.rank());
    assertThat(labels.count("globex")).isEqualTo("globex");
    assertThat(labels.count("initech")).isEqualTo("other");
    assertThat(labels.count("acme")).isEqualTo("acme");
  }

  @Test
  void anOrganisationCalledOtherIsAmongTheOthers() {
    count("other", 100);
    labels.rank();
    assertThat(labels.count("acme")).isEqualTo("acme");
    assertThat(labels.count("globex")).isEqualTo("globex");
  }

  @Test
  void withNoLabelsToGiveAllAreOther() {
    TenantLabels none = new TenantLabels(0);
    assertThat(none.count("acme")).isEqualTo("other");
    assertThat(none.rank()).isEmpty();
    assertThat(none.count("acme")).isEqualTo("other");
  }

  private void count(String slug, int times) {
    IntStream.range(0, times).forEach(turn -> labels.count(slug));
  }
}
