package com.genericcorp.hq.release.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.release.testing.GitHubServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A prepared release, a real remote and a strict GitHub. */
abstract class PublishingFixture {
  @TempDir Path folder;
  Stage stage;
  GitHubServer server;

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

  void assertComplete() {
    assertThat(server.violations()).isEmpty();
    assertThat(server.releases()).containsExactly("v1.0.0 public latest 8");
  }
}
