package com.genericcorp.hq.plan.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.plan.Plans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whole plans of the repository's environments, as somebody has read and accepted them. A change of
 * the program shows in them; it is accepted by {@code mvn -q -Dquick -pl stacks/plan -am test
 * -Dtest=GoldenPlansTest -Dhq.golden=write -Dsurefire.failIfNoSpecifiedTests=false} and a look at
 * the difference.
 */
class GoldenPlansTest {
  private static final Path FOLDER =
      Repository.find()
          .root()
          .resolve("stacks/plan/src/test/resources/com/genericcorp/hq/plan/report");

  @ParameterizedTest
  @CsvSource({"demo,", "production,launch", "production,growth", "production,planned"})
  void aPlanIsAsItWasAccepted(String environment, String size) throws IOException {
    String chosen = size == null ? "" : size;
    Path file = FOLDER.resolve(environment + (chosen.isEmpty() ? "" : "-" + chosen) + ".txt");
    String plan = TextReport.of(Plans.of(environment, chosen), true);
    if ("write".equals(System.getProperty("hq.golden"))) {
      Files.writeString(file, plan);
    }
    assertThat(plan).isEqualTo(Files.readString(file));
    assertThat(plan.lines()).allMatch(line -> line.length() <= Columns.WIDTH);
    assertThat(plan.lines()).noneMatch(line -> line.endsWith(" "));
  }
}
