package com.genericcorp.hq.release.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.release.version.Commit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChangelogTest {
  private static final String HASH = "0123456789abcdef0123456789abcdef01234567";
  private static final Links LINKS =
      Links.of(
          Map.of("GITHUB_SERVER_URL", "https://github.example", "GITHUB_REPOSITORY", "ada/hq"));

  private static List<Commit> commits(String... messages) {
    return Stream.of(messages).map(one -> Commit.of(HASH, one)).toList();
  }

  @Test
  void whatMustBeKnownComesFirstAndEachHasItsLink() {
    assertThat(
            Changelog.markdown(
                commits(
                    "docs: the guide",
                    "A seed never waits, #12",
                    "fix(edge): no loop",
                    "feat: deadlines",
                    "perf: half the time",
                    "feat(api)!: no more v0"),
                LINKS))
        .isEqualTo(
            """
            ### Read this before you upgrade

            - **api:** no more v0 (C)

            ### New

            - deadlines (C)

            ### Fixed

            - **edge:** no loop (C)

            ### Faster

            - half the time (C)

            ### Changes

            - A seed never waits, [#12](https://github.example/ada/hq/issues/12) (C)

            ### Of the house

            - the guide (C)
            """
                .replace("(C)", "([01234567](https://github.example/ada/hq/commit/" + HASH + "))"));
  }

  @Test
  void othersWordsAreNeitherMarkupNorCalls() {
    assertThat(
            Changelog.markdown(
                commits("Ask @ada for <b>`x`</b> [now](y) & *then*"), Links.of(Map.of())))
        .contains(
            "- Ask &#64;ada for \\<b\\>\\`x\\`\\</b\\> \\[now\\](y) &amp; \\*then\\* (01234567)");
  }

  @Test
  void aLongHistoryFitsIntoGitHubsNotes() {
    List<Commit> many =
        Collections.nCopies(20_000, Commit.of(HASH, "Words that fill a line of some length"));
    String text = Changelog.markdown(many, LINKS);
    assertThat(text.length()).isBetween(90_000, Changelog.MOST_CHARACTERS + 100);
    long shown = text.lines().filter(line -> line.startsWith("- ")).count();
    assertThat(text).endsWith("And " + (20_000 - shown) + " more.\n");
  }

  @Test
  void aTemplateIsFilledAndAnUnknownPlaceIsNamed() {
    NotesTemplate template = new NotesTemplate("{{a}}\n\n{{b}}\n\nend", "notes.md");
    assertThat(template.filled(Map.of("a", "", "b", "$1 {{a}}"))).isEqualTo("$1 {{a}}\n\nend\n");
    assertThatThrownBy(() -> template.filled(Map.of("a", "")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("notes.md has a place {{b}}; known: a");
  }
}
