package com.genericcorp.hq.release.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.release.testing.GitHubServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What ends a publication before anything is public, in a sentence. */
class RefusedPublishingTest extends PublishingFixture {
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
}
