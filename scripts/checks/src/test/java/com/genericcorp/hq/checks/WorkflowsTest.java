package com.genericcorp.hq.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** GitHub's workflows: nobody else can change what they run, nor have they rights unasked. */
class WorkflowsTest {
  @Test
  void everyActionIsPinnedByItsCommit() throws IOException {
    for (Path workflow : workflows()) {
      List<String> used =
          Files.readAllLines(workflow).stream().filter(line -> line.contains("uses:")).toList();
      assertThat(used)
          .as(workflow + "")
          .isNotEmpty()
          .allMatch(line -> line.matches(".*uses: [\\w./-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+"));
    }
  }

  @Test
  void rightsAreGivenByName() throws IOException {
    for (Path workflow : workflows()) {
      assertThat(Files.readString(workflow))
          .as(workflow + "")
          .containsPattern("(?m)^permissions:( \\{}$|\\n  contents: read$)")
          .doesNotContain("write-all");
    }
    String release = Files.readString(Repository.root().resolve(".github/workflows/release.yml"));
    assertThat(release.substring(0, release.indexOf("  publish:"))).doesNotContain(": write");
    assertThat(release).contains("environment: release");
  }

  @Test
  void aPlanIsPostedByAJobThatRunsNothingOfTheChange() throws IOException {
    String plan = Files.readString(Repository.root().resolve(".github/workflows/plan.yml"));
    int post = plan.indexOf("  post:");
    assertThat(plan.substring(0, post)).doesNotContain(": write");
    assertThat(plan.substring(post))
        .contains("pull-requests: write", "gh pr comment")
        .doesNotContain("uses:", "scripts/");
  }

  @Test
  void whatHasDriftedDoesNotKeepTheDeploymentThatMendsItFromRunning() throws IOException {
    assertThat(Files.readString(Repository.root().resolve(".github/workflows/deploy.yml")))
        .contains("scripts/hq drift \"$ENVIRONMENT\" || ");
  }

  private static List<Path> workflows() throws IOException {
    try (Stream<Path> all = Files.list(Repository.root().resolve(".github/workflows"))) {
      return all.toList();
    }
  }
}
