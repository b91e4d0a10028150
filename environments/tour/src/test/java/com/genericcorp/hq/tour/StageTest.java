package com.genericcorp.hq.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.tour.stage.Stage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class StageTest {
  private final StringWriter said = new StringWriter();

  @Test
  void enterIsWaitedForAndTheEndOfTheInputEndsTheQuestions() {
    Stage stage = stage("\n\n", true);
    for (int step = 0; step < 5; step++) {
      stage.pause();
    }
    // The third question found the end; after it nothing is asked.
    assertThat(said.toString().split("\\[Enter\\]", -1)).hasSize(4);
  }

  @Test
  void nothingIsAskedWhereNobodyIsThere() {
    stage("", false).pause();
    assertThat(said.toString()).isEmpty();
  }

  @Test
  void linesAreShortEnoughForATerminalAndPercentSignsAreNoFormat() {
    Stage stage = stage("", false);
    stage.words("word ".repeat(60).strip());
    stage.show("running, 50 %");
    stage.show("%s: %s", "a title with 100 %s", "x".repeat(20));
    assertThat(said.toString().lines()).allMatch(line -> line.length() <= 78);
    assertThat(said.toString()).contains("running, 50 %", "a title with 100 %s");
  }

  @Test
  void anInterruptedTourSaysNothingMore() {
    Stage stage = stage("", false);
    stage.fallSilent();
    stage.show("something");
    assertThat(said.toString()).isEmpty();
  }

  private Stage stage(String typed, boolean pauses) {
    InputStream in =
        new ByteArrayInputStream(typed.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return new Stage(new PrintWriter(said), in, pauses);
  }
}
