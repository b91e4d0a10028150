package com.genericcorp.hq.release.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.release.testing.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines as scripts/bench/install prints them become what a release publishes. */
class FiguresTest {
  @TempDir Path folder;

  /** By the script that the release's workflow runs. */
  private Programs.Ended figures(String lines) throws Exception {
    Path printed = Files.writeString(folder.resolve("lines"), lines);
    String script = Path.of("../scripts/bench/figures").toAbsolutePath().normalize().toString();
    return Programs.start(
        folder, Map.of(), "sh", "-c", "\"$1\" <\"$2\"", "sh", script, printed.toString());
  }

  @Test
  void mediansOfWhatTheBenchOfTheInstallationPrintsAreInTheNotes() throws Exception {
    String printed =
        """
        archive 162 MB, 2 CPUs, load 0.41
        unpacked 1.5 s, healthy 17.1 s, verified 20.4 s; idle after 30 s: edge-1 10, postgres-1 55, server-1 152, together 216 MB
        unpacked 1.4 s, healthy 16.7 s, verified 20.1 s; idle after 30 s: edge-1 10, postgres-1 55, server-1 149, together 214 MB
        unpacked 1.5 s, healthy 9.8 s, verified 120.9 s; idle after 30 s: edge-1 11, postgres-1 56, server-1 153, together 220 MB
        images edge 47.9 MB, postgres 92.3 MB, server 99.5 MB
        """;
    Programs.Ended ended = figures(printed);
    assertThat(ended.code()).as(ended.out()).isZero();
    Path file = Files.writeString(folder.resolve("figures.json"), ended.out());
    Figures figures = Figures.of(List.of(), Optional.of(file));
    assertThat(figures.markdown())
        .isEqualTo(
            """
            | measured of this release | |
            |---|---|
            | offline install, from tar xzf to healthy, 2 processors | 17 s |
            | the same to verified | 20 s |
            | memory of the three containers, idle | 216 MB |
            | image edge, on disk | 48 MB |
            | image postgres, on disk | 92 MB |
            | image server, on disk | 100 MB |
            """);
    Path again = Files.writeString(folder.resolve("again.json"), figures.json());
    assertThat(Figures.of(List.of(), Optional.of(again))).isEqualTo(figures);
  }

  @Test
  void otherWordsAreNoFigures() throws Exception {
    assertThat(figures("nothing was measured\n"))
        .isEqualTo(
            new Programs.Ended(
                2,
                "scripts/bench/figures: expected what scripts/bench/install prints on standard"
                    + " input\n"));
    Programs.Ended cut = figures("unpacked 1.9 s, healthy 17.5 s\n");
    assertThat(cut.code()).isEqualTo(1);
    assertThat(cut.out()).contains("line 1 has no \"verified \": unpacked 1.9 s");
    Path file = Files.writeString(folder.resolve("figures.json"), "{}");
    assertThatThrownBy(() -> Figures.of(List.of(), Optional.of(file)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("figures.json has no figures");
  }
}
