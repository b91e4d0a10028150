package com.genericcorp.hq.tour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.tour.stage.TourStep;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tour and docs/demo-script.md are the same. */
class ScriptTest {
  private static final Path DOCUMENT =
      Path.of("").toAbsolutePath().resolve("../../docs/demo-script.md").normalize();

  @Test
  void theTourSaysWhatTheDocumentSays() throws Exception {
    assertThat(Script.built()).isEqualTo(Script.parse(Files.readString(DOCUMENT)));
  }

  @Test
  void eachStepHasItsSceneAndEachSceneItsStepInTheSameOrder() {
    assertThat(Performance.STEPS.stream().map(TourStep::title))
        .containsExactlyElementsOf(
            Script.built().scenes().stream().map(Script.Scene::title).toList());
  }

  @Test
  void everyPageOfTheProductIsShown() {
    String pages =
        String.join(" ", Script.built().scenes().stream().map(Script.Scene::page).toList());
    assertThat(pages).contains("/board", "/agents", "/usage", "/members", "/keys", "/status");
  }

  @Test
  void nothingInTheDocumentIsLost() throws Exception {
    String document = Files.readString(DOCUMENT);
    for (Script.Scene scene : Script.built().scenes()) {
      assertThat(document.replaceAll("\n(> )?", " ")).contains(scene.words(), scene.page());
    }
    long quoted = document.lines().filter(line -> line.startsWith(">")).count();
    long wordLines =
        document.lines().filter(line -> line.startsWith("> ") && line.length() > 2).count();
    assertThat(quoted).isEqualTo(wordLines);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "## 2. Numbered wrongly\n\n> Words.\n\nIn the page: click.",
        "## 1. Without words\n\nIn the page: click.",
        "## 1. With nothing to click\n\n> Words."
      })
  void aSceneThatLacksSomethingIsNamed(String document) {
    assertThatThrownBy(() -> Script.parse("# The script\n\nTo begin with.\n\n" + document))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining(document.substring(6, document.indexOf('\n')));
  }
}
