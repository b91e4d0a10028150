package com.genericcorp.hq.release.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.release.testing.GitHubServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Publication against a real remote and a strict GitHub. */
class PublishingTest {
  @TempDir Path folder;
  private Stage stage;
  private GitHubServer server;

  @BeforeEach
  void prepare() throws Exception {
    stage = new Stage(folder);
    stage.prepare("1.0.0");
    server = stage.gitHub();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    stage.close();
  }

  private void assertComplete() {
    assertThat(server.violations()).isEmpty();
    assertThat(server.releases()).containsExactly("v1.0.0 public latest 8");
  }

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
  void aPublicReleaseOfOtherBytesIsNeverChanged() {
    long id = server.add("v1.0.0", "by hand", false);
    server.addAsset(id, "agenthq-1.0.0.tar.gz", new byte[] {1, 2, 3});
    assertThatThrownBy(() -> stage.publish(server))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("agenthq-1.0.0.tar.gz has other bytes")
        .hasMessageContaining("never changed: prepare another version");
    assertThat(server.violations()).isEmpty();
    assertThat(stage.remote.atRemote("v1.0.0")).isEmpty();
  }

  @Test
  void aDraftOfAnotherPreparationIsRefused() {
    server.add("v1.0.0", "by hand", true);
    assertThatThrownBy(() -> stage.publish(server))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("a draft of v1.0.0 that is not of this preparation");
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
  void aTokenWithoutRightsIsFoundOutBeforeAnythingIsDone() {
    assertThatThrownBy(() -> stage.run(server, false, GitHubServer.READER))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("give it 'contents: write'");
    assertThatThrownBy(() -> stage.run(server, false, "expired"))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("GITHUB_TOKEN is not valid")
        .message()
        .doesNotContain("expired");
    assertThat(stage.remote.git("tag", "--list")).isEmpty();
  }

  @Test
  void anInstallationsTokenWithoutRightsIsRefusedByTheDraft() {
    assertThatThrownBy(() -> stage.run(server, false, "ghs_reader")).isInstanceOf(Failed.class);
    assertThat(server.releases()).isEmpty();
  }

  @Test
  void aTagThatNamesAnotherCommitIsNeverMoved() {
    stage.remote.git("tag", "v1.0.0", "HEAD");
    stage.remote.git("push", "--quiet", "origin", "v1.0.0");
    String first = stage.remote.git("rev-parse", "HEAD");
    stage.remote.git("tag", "--delete", "v1.0.0");
    stage.remote.commit("fix: one more");
    stage.remote.git("push", "--quiet", "origin", "main");
    assertThatThrownBy(() -> stage.prepareAndPublish("1.0.0"))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("has a tag v1.0.0 that names " + first)
        .hasMessageContaining("tags are never moved");
    assertThat(server.releases()).isEmpty();
  }

  @Test
  void aTagThatSomebodyMadeOfTheSameCommitIsTaken() {
    stage.remote.git("tag", "--annotate", "--message=by hand", "v1.0.0");
    stage.remote.git("push", "--quiet", "origin", "v1.0.0");
    stage.publish(server);
    assertComplete();
  }

  @Test
  void aBranchThatMovedAwayFromTheCommitEndsThePublication() {
    stage.remote.git("commit", "--quiet", "--amend", "--allow-empty", "--message=another history");
    String mine = stage.remote.git("rev-parse", "HEAD");
    stage.remote.git("push", "--quiet", "--force", "origin", "main");
    stage.remote.git("reset", "--quiet", "--hard", "HEAD@{1}");
    assertThatThrownBy(() -> stage.publish(server))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("no branch of 'origin' has the commit");
    assertThat(mine).isNotEqualTo(stage.remote.git("rev-parse", "HEAD"));
    assertThat(server.releases()).isEmpty();
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
  void aRemoteThatRefusesIsQuoted() throws Exception {
    stage.remote.hook("pre-receive", "echo 'tags are made on Mondays' >&2\nexit 1\n");
    assertThatThrownBy(() -> stage.publish(server))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("'origin' refused refs/tags/v1.0.0")
        .hasMessageContaining("tags are made on Mondays");
    assertThat(server.releases()).isEmpty();
    stage.remote.hook("pre-receive", "exit 0\n");
    stage.publish(server);
    assertComplete();
  }

  @Test
  void whatWasPreparedMustBeWhatIsThere() throws Exception {
    Path asset = stage.release().resolve("assets/agenthq-1.0.0.tar.gz");
    byte[] bytes = Files.readAllBytes(asset);
    bytes[100] ^= 1;
    Files.write(asset, bytes);
    assertThatThrownBy(() -> stage.publish(server))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("is not what was prepared (agenthq-1.0.0.tar.gz is another)");
    bytes[100] ^= 1;
    Files.write(asset, bytes);
    stage.remote.write("new-file", "");
    assertThatThrownBy(() -> stage.publish(server))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("is not as it was committed: new-file");
    Files.delete(stage.remote.clone().resolve("new-file"));
    stage.remote.commit("one more");
    assertThatThrownBy(() -> stage.publish(server))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("but " + stage.remote.git("rev-parse", "HEAD") + " is checked out");
    assertThat(server.calls()).isEmpty();
  }

  @Test
  void limitsOfRateAreWaitedOutButNotForEver() {
    server.fault(
        new com.genericcorp.hq.release.testing.Fault.At(
            com.genericcorp.hq.release.testing.Fault.LIMIT_SECONDARY, 4));
    stage.publish(server);
    assertThat(stage.slept).extracting(java.time.Duration::toSeconds).containsExactly(7L);
    assertComplete();
    server.limitFor(3600);
    assertThatThrownBy(() -> stage.publish(server))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("GitHub asks for 3600 s more of patience")
        .hasMessageContaining("15 min are the limit");
    assertThat(List.copyOf(stage.slept)).hasSize(1);
  }
}
