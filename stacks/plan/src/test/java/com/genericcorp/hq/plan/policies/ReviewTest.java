package com.genericcorp.hq.plan.policies;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.plan.Folder;
import com.genericcorp.hq.plan.Plans;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waivers do, and until when. */
class ReviewTest {
  @TempDir Path temporary;

  private int copies;

  @Test
  void aWaiverHoldsUpToItsLastDayAndNotADayLonger() {
    assertThat(review("2026-11-24", "*").broken()).isEmpty();
    assertThat(review("2026-11-24", "*").waived()).hasSize(5);
    Review expired = review("2026-11-23", "*");
    assertThat(expired.waived()).isEmpty();
    assertThat(expired.broken())
        .extracting(Reviewed::problem)
        .hasSize(5)
        .containsOnly("its tasks have public addresses (its waiver ended on 2026-11-23)");
  }

  @Test
  void aWaiverNamesItsResourceOrAll() {
    assertThat(review("2027-01-01", "*").broken()).isEmpty();
    assertThat(review("2027-01-01", "service").broken())
        .extracting(one -> one.finding().resource())
        .containsExactly(
            "service-operations-retention",
            "service-operations-offboarding",
            "service-operations-roll-up",
            "service-operations-demo-reset");
    Review other = review("2027-01-01", "database");
    assertThat(other.broken()).hasSize(5);
    assertThat(other.unused()).extracting("policy").contains("AWS_333");
  }

  @Test
  void aWaiverThatNothingNeedsIsTold() {
    Environment environment = Plans.environment("demo", "");
    Scene scene = new Scene(environment, Plans.of("demo", "").inventory());
    Review none = Review.of(scene, List.of(new DatabaseIsEncrypted()), Plans.TODAY);
    assertThat(none.unused()).extracting("policy").containsExactly("AWS_333", "HQ_15");
  }

  private Review review(String until, String resource) {
    Environment environment =
        new Folder(temporary.resolve("copy" + copies++))
            .replace("demo.yaml", "until: 2027-11-30", "until: " + until)
            .replace("demo.yaml", "resource: \"*\"", "resource: \"" + resource + "\"")
            .environments()
            .load("demo");
    return Review.of(
        new Scene(environment, Plans.of("demo", "").inventory()),
        List.of(new TasksHaveNoPublicAddress()),
        LocalDate.parse("2026-11-24"));
  }
}
