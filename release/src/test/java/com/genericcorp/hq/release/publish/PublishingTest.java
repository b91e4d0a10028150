package com.genericcorp.hq.release.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.release.testing.Fault;
import com.genericcorp.hq.release.testing.GitHubServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Publication against a real remote and a strict GitHub. */
class PublishingTest extends PublishingFixture {
  @Test
  void aPreparedReleaseBecomesPublicAsAWhole() {
    stage.publish(server);
    assertComplete();
    assertThat(stage.said).last().asString().contains("v1.0.0 is public: ");
    String commit = stage.remote.git("rev-parse", "HEAD");
    assertThat(stage.remote.atRemote("v1.0.0^{commit}")).isEqualTo(commit);
    assertThat(stage.remote.atRemote("v1.0.0")).as("annotated").isNotEqualTo(commit);
  }

  @Test
  void aSecondRunOnlyReads() {
    stage.publish(server);
    server.fault(null);
    stage.publish(server);
    assertThat(server.calls()).isNotEmpty().allMatch(call -> call.startsWith("GET "));
    assertComplete();
  }

  @Test
  void aRehearsalOnlyReads() {
    stage.run(server, true, GitHubServer.TOKEN);
    assertThat(server.calls()).isNotEmpty().allMatch(call -> call.startsWith("GET "));
    assertThat(server.releases()).isEmpty();
    assertThat(stage.remote.git("tag", "--list")).isEmpty();
    assertThat(stage.said)
        .contains(
            "would make the tag v1.0.0, signed",
            "would push v1.0.0 to 'origin'",
            "would open a draft",
            "would publish v1.0.0, shown as the latest");
  }

  @Test
  void aDraftIsFoundBehindManyOtherReleases() {
    for (int number = 0; number < 120; number++) {
      server.add("v0.0." + number, "", false);
    }
    stage.publish(server);
    assertThat(server.violations()).isEmpty();
    assertThat(server.releases()).contains("v1.0.0 public latest 8");
  }

  @Test
  void aHigherVersionStaysTheLatestAndAPreReleaseNeverIs() throws Exception {
    server.add("v2.0.0", "", false);
    stage.publish(server);
    assertThat(server.releases()).containsExactly("v2.0.0 public latest 0", "v1.0.0 public 8");

    stage.remote.commit("feat: more");
    stage.remote.git("push", "--quiet", "origin", "main");
    stage.prepare("3.0.0-rc.1");
    try (GitHubServer other = stage.gitHub()) {
      stage.publish(other);
      assertThat(other.violations()).isEmpty();
      assertThat(other.releases()).containsExactly("v3.0.0-rc.1 public pre-release 8");
    }
  }

  @Test
  void withoutDigestsOfGitHubTheBytesAreStillCompared() {
    server.tellNoDigests();
    stage.publish(server);
    assertComplete();
    server.fault(null);
    stage.publish(server);
    assertThat(server.calls()).filteredOn(call -> call.contains("/releases/assets/")).hasSize(8);
  }

  @Test
  void aHiddenRepositoryIsReadBackWithTheToken() {
    server.hideFromEverybody();
    stage.publish(server);
    assertComplete();
  }

  @Test
  void aTagThatSomebodyMadeOfTheSameCommitIsTaken() {
    stage.remote.git("tag", "--annotate", "--message=by hand", "v1.0.0");
    stage.remote.git("push", "--quiet", "origin", "v1.0.0");
    stage.publish(server);
    assertComplete();
  }

  @Test
  void aBranchThatWentOnIsNoHindrance() {
    stage.remote.commit("docs: later");
    stage.remote.git("push", "--quiet", "origin", "main");
    stage.remote.git("checkout", "--quiet", "--detach", "HEAD~1");
    stage.publish(server);
    assertComplete();
  }

  @Test
  void limitsOfRateAreWaitedOutButNotForEver() {
    server.fault(new Fault.At(Fault.LIMIT_SECONDARY, 4));
    stage.publish(server);
    assertThat(stage.slept).extracting(Duration::toSeconds).containsExactly(7L);
    assertComplete();
    server.limitFor(3600);
    assertThatThrownBy(() -> stage.publish(server))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("GitHub asks for 3600 s more of patience")
        .hasMessageContaining("15 min are the limit");
    assertThat(List.copyOf(stage.slept)).hasSize(1);
  }
}
