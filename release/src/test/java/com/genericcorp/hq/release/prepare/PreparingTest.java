package com.genericcorp.hq.release.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.release.assets.Asset;
import com.genericcorp.hq.release.assets.Prepared;
import com.genericcorp.hq.release.git.GitRepository;
import com.genericcorp.hq.release.git.History;
import com.genericcorp.hq.release.sign.SecretKey;
import com.genericcorp.hq.release.testing.Programs;
import com.genericcorp.hq.release.testing.TestPackages;
import com.genericcorp.hq.release.testing.TestRemote;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Preparation in a real clone. */
class PreparingTest {
  @TempDir Path folder;
  private final SecretKey key = SecretKey.generate();
  private TestRemote remote;

  @BeforeEach
  void start() throws Exception {
    remote = TestRemote.start(folder);
  }

  @AfterEach
  void stop() throws Exception {
    remote.close();
  }

  private Path target() {
    return remote.clone().resolve("target/release");
  }

  private Path archives(String version) throws Exception {
    return TestPackages.both(folder.resolve("archives"), version);
  }

  private Preparation prepare(String asked, String preRelease, Path root) throws Exception {
    try (Repository repository = GitRepository.open(root)) {
      Preparation preparation =
          new Preparation(
              new Preparation.Given(
                  root,
                  root.resolve("target/release"),
                  new History(repository),
                  Optional.ofNullable(asked),
                  Optional.ofNullable(preRelease),
                  new GivenArchives(folder.resolve("archives")),
                  Optional.of(key),
                  Optional.empty(),
                  Map.of("GITHUB_SERVER_URL", "https://g.example", "GITHUB_REPOSITORY", "ada/hq")));
      Preparing.run(preparation, Progress.silent());
      return preparation;
    }
  }

  private String version(String preRelease) throws Exception {
    for (String one : List.of("0.1.0", "0.1.1", "0.2.0", "0.2.0-rc.1", "0.2.0-rc.2")) {
      archives(one);
    }
    return prepare(null, preRelease, remote.clone()).version().toString();
  }

  @Test
  void versionsFollowFromTheHistory() throws Exception {
    assertThat(version(null)).as("no tag yet").isEqualTo("0.1.0");
    remote.git("tag", "v0.1.0");
    assertThat(version(null)).as("its own tag: a publication was begun").isEqualTo("0.1.0");
    remote.commit("A plain sentence");
    assertThat(version(null)).isEqualTo("0.1.1");
    remote.commit("feat: something new");
    assertThat(version(null)).isEqualTo("0.2.0");
    assertThat(version("rc")).isEqualTo("0.2.0-rc.1");
    remote.git("tag", "v0.2.0-rc.1");
    remote.commit("fix: of the candidate");
    assertThat(version("rc")).isEqualTo("0.2.0-rc.2");
    assertThat(version(null)).isEqualTo("0.2.0");
    remote.git("tag", "v0.2.0", "HEAD~3");
    remote.git("tag", "unrelated");
    assertThat(Files.readString(Prepared.notes(target()))).contains("something new");
  }

  @Test
  void theFirstReleaseTellsWhatIsNewAndNotItsWholeHistory() throws Exception {
    remote.commit("feat: organisations");
    remote.commit("fix: of what nobody had");
    remote.commit("A plain sentence");
    version(null);
    assertThat(Files.readString(Prepared.notes(target())))
        .contains("This is the first release.\n\n### New\n\n- organisations")
        .doesNotContain("of what nobody had", "A plain sentence");
  }

  @Test
  void aReleaseIsWholeSignedAndTheSameWhereverItIsMade() throws Exception {
    archives("1.0.0");
    Prepared first = prepare("1.0.0", null, remote.clone()).prepared();
    assertThat(first.assets())
        .extracting(Asset::name)
        .containsExactly(
            "SHA256SUMS",
            "SHA256SUMS.minisig",
            "agenthq-1.0.0-offline.tar.gz",
            "agenthq-1.0.0.cdx.json",
            "agenthq-1.0.0.figures.json",
            "agenthq-1.0.0.provenance.json",
            "agenthq-1.0.0.tar.gz",
            "agenthq.pub");
    assertThat(Programs.run(target().resolve("assets"), "sha256sum", "-c", "SHA256SUMS"))
        .contains("agenthq-1.0.0.tar.gz: OK")
        .doesNotContain("FAILED");
    // In a linked working tree elsewhere, as CI or a colleague has it.
    remote.git("worktree", "add", "--quiet", "--detach", folder.resolve("other").toString());
    Prepared second = prepare("1.0.0", null, folder.resolve("other")).prepared();
    assertThat(second.assets()).isEqualTo(first.assets());
  }

  @Test
  void whereItComesFromIsStated() throws Exception {
    archives("1.0.0");
    prepare("1.0.0", null, remote.clone());
    JsonNode statement =
        Json.mapper().readTree(target().resolve("assets/agenthq-1.0.0.provenance.json").toFile());
    assertThat(statement.path("_type").asText()).isEqualTo("https://in-toto.io/Statement/v1");
    assertThat(statement.path("subject")).hasSize(4);
    assertThat(statement.toString())
        .contains(remote.git("rev-parse", "HEAD"))
        .contains("git+https://g.example/ada/hq@refs/tags/v1.0.0");
    JsonNode bill =
        Json.mapper().readTree(target().resolve("assets/agenthq-1.0.0.cdx.json").toFile());
    assertThat(bill.path("specVersion").asText()).isEqualTo("1.6");
    assertThat(bill.findValuesAsText("name"))
        .contains("agenthq", "agenthq/releases/1.0.0/compose.yaml");
  }

  @Test
  void badInputIsRefusedInASentence() throws Exception {
    archives("1.0.0");
    assertThatThrownBy(() -> prepare("1.0", null, remote.clone()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("'1.0' is no semantic version");
    assertThatThrownBy(() -> prepare("1.0.0", "rc", remote.clone()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("give one");
    remote.git("tag", "v1.0.0");
    remote.commit("more");
    assertThatThrownBy(() -> prepare("1.0.0", null, remote.clone()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("1.0.0 is not above v1.0.0");
    remote.write("release/notes.md", "changed");
    assertThatThrownBy(() -> prepare("1.1.0", null, remote.clone()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("release/notes.md")
        .hasMessageContaining("commit, stash or delete them");
    remote.git("checkout", "--quiet", ".");
    assertThatThrownBy(() -> prepare("1.1.0", null, remote.clone()))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("agenthq-1.1.0.tar.gz was not made");
    assertThat(target().resolve(Prepared.MANIFEST)).doesNotExist();
  }

  @Test
  void aShallowCloneIsRefused() throws Exception {
    remote.commit("more");
    remote.git("push", "--quiet", "origin", "main");
    Path shallow = folder.resolve("shallow");
    Programs.run(
        folder, "git", "clone", "--quiet", "--depth=1", "file://" + remote.bare(), "shallow");
    assertThatThrownBy(() -> prepare("1.0.0", null, shallow))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("is shallow")
        .hasMessageContaining("--unshallow");
    assertThatThrownBy(() -> GitRepository.open(folder))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("is no clone");
  }

  @Test
  void aPackageWithAPathOutsideOrOtherBytesIsNotReleased() throws Exception {
    Path folder = archives("1.0.0");
    Map<String, String> files = TestPackages.files("1.0.0", "online");
    files.put("agenthq/../../etc/passwd", "root");
    TestPackages.archive(folder.resolve("agenthq-1.0.0.tar.gz"), files);
    assertThatThrownBy(() -> prepare("1.0.0", null, remote.clone()))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("has 'agenthq/../../etc/passwd', outside of agenthq/");
    files.remove("agenthq/../../etc/passwd");
    files.put("agenthq/releases/1.0.0/compose.yaml", "services: {evil: {}}");
    TestPackages.archive(folder.resolve("agenthq-1.0.0.tar.gz"), files);
    assertThatThrownBy(() -> prepare("1.0.0", null, remote.clone()))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("compose.yaml that is not what was packed");
    assertThat(target().resolve(Prepared.MANIFEST)).doesNotExist();
  }
}
