package com.genericcorp.hq.cli;

import java.io.PrintStream;
import java.time.Duration;

/**
 * Says how a long job goes on: one line a step, rewritten while it runs when a terminal is there,
 * printed once it has ended otherwise. It writes to standard error, so that {@code --json} stays
 * clean.
 */
public final class Progress {
  private final PrintStream out;
  private final boolean terminal;
  private final boolean colour;

  private Progress(PrintStream out, boolean terminal, boolean colour) {
    this.out = out;
    this.terminal = terminal;
    this.colour = colour;
  }

  /**
   * Progress on standard error; rewritten lines and colour only for a terminal ({@code NO_COLOR}
   * respected).
   */
  public static Progress toStandardError() {
    // Java cannot tell whether standard error is a terminal; the launcher can.
    boolean terminal = Boolean.getBoolean("hq.terminal");
    return new Progress(System.err, terminal, terminal && System.getenv("NO_COLOR") == null);
  }

  /** Progress as plain lines, for a log or a test. */
  public static Progress plain(PrintStream out) {
    return new Progress(out, false, false);
  }

  /** Says nothing. */
  public static Progress silent() {
    return plain(new PrintStream(java.io.OutputStream.nullOutputStream()));
  }

  void started(String step) {
    if (terminal) {
      out.print("  … " + step);
      out.flush();
    }
  }

  /** How far the step that runs has come: for a terminal alone, in the step's own line. */
  public void running(String how) {
    if (terminal) {
      out.print("\r\033[K  … " + how);
      out.flush();
    }
  }

  void done(String step, Duration took) {
    ended("\033[32m", "✓", step, String.format("%.1f s", took.toMillis() / 1000.0));
  }

  void skipped(String step, String reason) {
    ended("\033[2m", "-", step, reason);
  }

  void failed(String step) {
    ended("\033[31m", "✗", step, "failed");
  }

  private void ended(String paint, String mark, String step, String remark) {
    String start = terminal ? "\r\033[K" : "";
    String painted = colour ? paint + mark + "\033[0m" : mark;
    out.printf("%s  %s %s (%s)%n", start, painted, step, remark);
    out.flush();
  }
}
