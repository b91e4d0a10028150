package com.genericcorp.hq.release.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.release.testing.GitHttps;
import com.genericcorp.hq.release.testing.GitHubServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Publication whose tag goes to Git's own server over HTTPS, with GitHub's token. */
class PushOverHttpsTest {
  private static final SSLSocketFactory USUAL = HttpsURLConnection.getDefaultSSLSocketFactory();

  @TempDir Path folder;
  private Stage stage;
  private GitHubServer server;
  private GitHttps git;

  @BeforeEach
  void prepare() throws Exception {
    stage = new Stage(folder);
    git = new GitHttps(folder.resolve("tls"), stage.remote.bare().getParent());
    HttpsURLConnection.setDefaultSSLSocketFactory(git.clients());
    stage.remote.git("remote", "set-url", "origin", git.address("localhost") + "/remote.git");
    stage.environment.put("GITHUB_SERVER_URL", git.address("localhost").toString());
    stage.prepare("1.0.0");
    server = stage.gitHub();
  }

  @AfterEach
  void stop() throws Exception {
    HttpsURLConnection.setDefaultSSLSocketFactory(USUAL);
    server.close();
    git.close();
    stage.close();
  }

  private void assertComplete() {
    assertThat(server.violations()).isEmpty();
    assertThat(server.releases()).containsExactly("v1.0.0 public latest 8");
    assertThat(stage.remote.atRemote("v1.0.0^{commit}"))
        .isEqualTo(stage.remote.git("rev-parse", "HEAD"));
  }

  /** It ends in a sentence that shows no token, whatever {@code --debug} adds. */
  private Failed refused(String token) throws Exception {
    Throwable problem = catchThrowable(() -> stage.publish(server));
    assertThat(problem).isInstanceOf(Failed.class);
    StringWriter trace = new StringWriter();
    problem.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain(token);
    assertThat(String.join("\n", stage.said)).doesNotContain(token);
    assertThat(stage.remote.atRemote("v1.0.0")).as("nothing is half done").isEmpty();
    assertThat(server.releases()).isEmpty();
    assertTokenIsNowhere(token);
    return (Failed) problem;
  }

  private void assertTokenIsNowhere(String token) throws Exception {
    assertThat(git.asked()).isNotEmpty().noneMatch(one -> one.contains(token));
    assertThat(Files.readString(stage.remote.clone().resolve(".git/config"))).doesNotContain(token);
  }

  @Test
  void theTokenIsThePasswordThatGitHubAsksForAndStandsNowhereElse() throws Exception {
    stage.publish(server);
    assertComplete();
    assertThat(git.asked()).anyMatch(one -> one.endsWith("/remote.git/git-receive-pack"));
    assertThat(git.shown())
        .isNotEmpty()
        .containsOnly("localhost basic x-access-token:" + GitHubServer.TOKEN);
    assertThat(String.join("\n", stage.said)).doesNotContain(GitHubServer.TOKEN);
    assertTokenIsNowhere(GitHubServer.TOKEN);
  }

  @Test
  void aHiddenRepositoryIsReadWithIt() {
    git.hideFromEverybody();
    stage.publish(server);
    assertComplete();
  }

  @Test
  void aRehearsalPushesNothing() {
    stage.run(server, true, GitHubServer.TOKEN);
    assertThat(git.asked()).isNotEmpty().noneMatch(one -> one.contains("git-receive-pack"));
    assertThat(stage.remote.atRemote("v1.0.0")).isEmpty();
  }

  @Test
  void aTokenThatGitDoesNotTakeIsSaidAndTheNextRunFinishes() throws Exception {
    git.writer("another-token");
    assertThat(refused(GitHubServer.TOKEN))
        .hasMessageContaining("'origin' does not take GITHUB_TOKEN")
        .hasMessageContaining("run it again");
    git.writer(GitHubServer.TOKEN);
    stage.publish(server);
    assertComplete();
  }

  @Test
  void aHiddenRepositoryAndAWrongTokenAreSaidBeforeATagIsMade() throws Exception {
    git.hideFromEverybody();
    git.writer("another-token");
    assertThat(refused(GitHubServer.TOKEN))
        .hasMessageContaining("'origin' does not take GITHUB_TOKEN");
    assertThat(stage.remote.git("tag", "--list")).isEmpty();
  }

  @Test
  void aTokenThatMayOnlyReadIsSaidWithItsRemedy() throws Exception {
    // The API says that it may write: a rule of the repository says otherwise.
    git.writer("another-token");
    git.reader(GitHubServer.TOKEN);
    assertThat(refused(GitHubServer.TOKEN))
        .hasMessageContaining("'origin' does not let GITHUB_TOKEN write")
        .hasMessageContaining("contents: write");
    git.writer(GitHubServer.TOKEN);
    stage.publish(server);
    assertComplete();
  }

  @Test
  void anotherServerIsNotShownTheToken() throws Exception {
    stage.environment.put("GITHUB_SERVER_URL", "https://github.example");
    assertThat(refused(GitHubServer.TOKEN))
        .hasMessageContaining("'origin' asks who we are")
        .hasMessageContaining("GITHUB_SERVER_URL");
    assertThat(git.shown()).isEmpty();
  }

  @Test
  void aServerThatSendsUsElsewhereDoesNotGetItThere() throws Exception {
    git.hideFromEverybody();
    URI other = git.address("127.0.0.1");
    git.redirect("localhost", other);
    assertThat(refused(GitHubServer.TOKEN))
        .hasMessageContaining("is not shown to where that was moved");
    assertThat(git.asked()).anyMatch(one -> one.startsWith("GET 127.0.0.1/"));
    assertThat(git.shown()).isEmpty();
  }

  @Test
  void anAddressWithAPasswordInItIsRefusedWithoutShowingIt() {
    for (String user : List.of("x-access-token:a-token-in-an-address", "a-token-in-an-address")) {
      stage.remote.git("remote", "set-url", "origin", "https://" + user + "@localhost/remote.git");
      assertThat(catchThrowable(() -> stage.publish(server)))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("git remote set-url origin")
          .hasMessageContaining("GITHUB_TOKEN")
          .hasMessageNotContaining("a-token");
    }
    assertThat(git.asked()).isEmpty();
  }

  @Test
  void aCertificateThatNobodyTrustsIsNotTalkedTo() throws Exception {
    HttpsURLConnection.setDefaultSSLSocketFactory(USUAL);
    Throwable problem = catchThrowable(() -> stage.publish(server));
    assertThat(problem)
        .isInstanceOf(Failed.class)
        .hasMessageContaining("'origin' did not answer as it should")
        .hasMessageContaining("certif");
    assertThat(git.asked()).isEmpty();
  }
}
