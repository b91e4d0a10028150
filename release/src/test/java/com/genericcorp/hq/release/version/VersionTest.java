package com.genericcorp.hq.release.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.release.version.Commit.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {
  private static final String HASH = "0123456789abcdef0123456789abcdef01234567";

  @Test
  void versionsAreOrderedAsTheSpecificationDoes() {
    List<Version> ordered =
        Stream.of(
                "0.9.9",
                "1.0.0-alpha",
                "1.0.0-alpha.1",
                "1.0.0-alpha.beta",
                "1.0.0-beta",
                "1.0.0-beta.2",
                "1.0.0-beta.11",
                "1.0.0-rc.1",
                "1.0.0",
                "1.0.10",
                "1.2.0",
                "10.0.0")
            .map(Version::parse)
            .toList();
    assertThat(ordered.stream().sorted().toList()).isEqualTo(ordered);
    assertThat(ordered.stream().map(Version::toString)).contains("1.0.0-alpha.beta");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", "1.2", "v1.2.3", "01.2.3", "1.2.3-", "1.2.3-01", "1.2.3+build", "1.2.x"})
  void whatIsNoSemanticVersionIsRefused(String text) {
    assertThatThrownBy(() -> Version.parse(text))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("'" + text + "' is no semantic version");
  }

  @Test
  void aConventionalMessageSaysWhatItIs() {
    Commit one = Commit.of(HASH, "feat(api)!: tasks have a deadline\n\nLong words.");
    assertThat(one.kind()).isEqualTo(Kind.FEATURE);
    assertThat(one.scope()).contains("api");
    assertThat(one.breaking()).isTrue();
    assertThat(one.subject()).isEqualTo("tasks have a deadline");
    assertThat(Commit.of(HASH, "fix: x\n\nBREAKING CHANGE: y").breaking()).isTrue();
    assertThat(Commit.of(HASH, "chore: x").kind()).isEqualTo(Kind.INTERNAL);
  }

  @Test
  void aPlainSentenceIsPlain() {
    for (String plain : List.of("A seed never waits", "Docs: what slows", "note: x", "fix:x")) {
      Commit one = Commit.of(HASH, plain);
      assertThat(one.kind()).as(plain).isEqualTo(Kind.PLAIN);
      assertThat(one.subject()).isEqualTo(plain);
      assertThat(one.bump(Version.of(1, 0, 0))).isEqualTo(Bump.PATCH);
    }
  }

  @Test
  void theHeaviestCommitDecides() {
    assertThat(next("1.4.2", "fix: a", "Plain words")).hasToString("1.4.3");
    assertThat(next("1.4.2", "fix: a", "feat: b", "docs: c")).hasToString("1.5.0");
    assertThat(next("1.4.2", "feat: a", "fix!: b")).hasToString("2.0.0");
    assertThat(next("0.4.2", "feat: a", "fix!: b")).hasToString("0.5.0");
    assertThat(next("0.4.2", "Plain words")).hasToString("0.4.3");
  }

  @Test
  void aHistoryWithoutATagBeginsAtTheFirstVersion() {
    assertThat(NextVersion.of(Optional.empty(), List.of())).hasToString("0.1.0");
  }

  @Test
  void withoutACommitThereIsNothingToRelease() {
    assertThatThrownBy(() -> NextVersion.of(Optional.of(Version.of(1, 0, 0)), List.of()))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("nothing was committed since v1.0.0");
  }

  @Test
  void preReleasesAreCounted() {
    Version stable = Version.of(1, 5, 0);
    assertThat(NextVersion.preRelease(stable, "rc", List.of())).hasToString("1.5.0-rc.1");
    assertThat(
            NextVersion.preRelease(
                stable, "rc", List.of(Version.parse("1.5.0-rc.1"), Version.parse("1.5.0-rc.2"))))
        .hasToString("1.5.0-rc.3");
  }

  @Test
  void aVersionThatIsAskedForIsAboveWhatThereIs() {
    List<Version> behind = List.of(Version.of(1, 4, 2), Version.parse("1.5.0-rc.1"));
    assertThat(NextVersion.asked("1.5.0", behind)).hasToString("1.5.0");
    assertThatThrownBy(() -> NextVersion.asked("1.4.9", behind))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("1.4.9 is not above v1.5.0-rc.1");
  }

  private static Version next(String last, String... messages) {
    return NextVersion.of(
        Optional.of(Version.parse(last)),
        Stream.of(messages).map(one -> Commit.of(HASH, one)).toList());
  }
}
