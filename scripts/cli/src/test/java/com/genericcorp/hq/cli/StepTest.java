package com.genericcorp.hq.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StepTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Progress progress =
      Progress.plain(new PrintStream(printed, true, StandardCharsets.UTF_8));

  /** A step that notes its name, and fails or is left out when told to. */
  private record Noting(String name, Optional<Exception> failure, Optional<String> reason)
      implements Step<List<String>> {
    @Override
    public void run(List<String> done) throws Exception {
      if (failure.isPresent()) {
        throw failure.get();
      }
      done.add(name);
    }

    @Override
    public Optional<String> skip(List<String> done) {
      return reason;
    }
  }

  @Test
  void stepsRunInTheirOrderAndSayHowLongTheyTook() {
    List<String> done = new ArrayList<>();
    Step.runAll(List.of(plain("one"), left("two", "not needed"), plain("three")), done, progress);
    assertThat(done).containsExactly("one", "three");
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .matches(
            "(?s)  ✓ one \\(0\\.\\d s\\)\\R  - two \\(not needed\\)\\R  ✓ three \\(0\\.\\d s\\)\\R");
  }

  @Test
  void theFirstFailureEndsThemAndIsNamed() {
    List<String> done = new ArrayList<>();
    Step<List<String>> failing =
        new Noting("two", Optional.of(new IOException("disk full")), Optional.empty());
    assertThatThrownBy(
            () -> Step.runAll(List.of(plain("one"), failing, plain("three")), done, progress))
        .isInstanceOf(Failed.class)
        .hasMessage("'two' failed: java.io.IOException: disk full");
    assertThat(done).containsExactly("one");
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("  ✗ two (failed)");
  }

  private static Step<List<String>> plain(String name) {
    return new Noting(name, Optional.empty(), Optional.empty());
  }

  private static Step<List<String>> left(String name, String reason) {
    return new Noting(name, Optional.empty(), Optional.of(reason));
  }
}
