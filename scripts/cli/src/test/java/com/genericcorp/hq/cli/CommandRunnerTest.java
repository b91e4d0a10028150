package com.genericcorp.hq.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class CommandRunnerTest {
  private final StringWriter err = new StringWriter();

  /** Ends as its option says. */
  @Command(name = "try", mixinStandardHelpOptions = true)
  static final class Try implements Runnable {
    @Option(names = "--how", required = true)
    private String how = "";

    @Override
    public void run() {
      switch (how) {
        case "failed" -> throw new Failed("3 %% of it is missing: look at %s", "the log");
        case "invalid" -> throw new InvalidInput("100% wrong");
        case "bug" -> throw new IllegalStateException("a bug");
        default -> {}
      }
    }
  }

  @Test
  void theExitCodeSaysHowItEnded() {
    assertThat(run("--how", "well")).isEqualTo(0);
    assertThat(run("--how", "failed")).isEqualTo(1);
    assertThat(run("--how", "bug")).isEqualTo(1);
    assertThat(run("--how", "invalid")).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
    assertThat(run("--hwo", "well")).isEqualTo(2);
  }

  @Test
  void anErrorIsASentence() {
    run("--how", "failed");
    assertThat(err.toString())
        .isEqualToNormalizingNewlines("try: 3 % of it is missing: look at the log\n");
    err.getBuffer().setLength(0);
    run("--how", "invalid");
    assertThat(err.toString()).isEqualToNormalizingNewlines("try: 100% wrong\n");
  }

  @Test
  void wrongUsageNamesTheNearestOption() {
    run("--how", "well", "--verion");
    assertThat(err.toString())
        .contains("--verion")
        .contains("--version")
        .contains("See 'try --help'.");
  }

  @Test
  void theStackTraceComesAfterDebugAlone() {
    run("--how", "bug");
    assertThat(err.toString()).contains("IllegalStateException: a bug").doesNotContain("\tat ");
    run("--debug", "--how", "bug");
    assertThat(err.toString()).contains("\tat ");
  }

  @Test
  void everyCommandSaysItsVersion() {
    StringWriter out = new StringWriter();
    CommandLine commandLine = new CommandLine(new Try());
    commandLine.setOut(new PrintWriter(out, true));
    assertThat(CommandRunner.run(commandLine, "--version")).isZero();
    assertThat(out.toString()).isNotBlank();
  }

  private int run(String... arguments) {
    CommandLine commandLine = new CommandLine(new Try());
    commandLine.setErr(new PrintWriter(err, true));
    return CommandRunner.run(commandLine, arguments);
  }
}
