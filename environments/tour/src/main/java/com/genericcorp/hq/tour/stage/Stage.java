package com.genericcorp.hq.tour.stage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** Where the tour is played: what is said and shown, and the presenter's Enter. */
public final class Stage {
  private static final int WIDTH = 78;

  private final PrintWriter out;
  private final BufferedReader in;
  private boolean pauses;
  private volatile boolean silent;

  /**
   * @param pauses whether to wait for Enter between the steps; when nobody can press it, the input
   *     has ended, and nothing is waited for
   */
  public Stage(PrintWriter out, InputStream in, boolean pauses) {
    this.out = out;
    this.in = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset()));
    this.pauses = pauses;
  }

  /** The presenter's words. */
  public void words(String text) {
    print("");
    wrapped(text, "  ", "  ");
    print("");
  }

  /** A heading. */
  public void title(String text) {
    print("");
    print(text);
    print("-".repeat(text.length()));
  }

  /** Something that was seen or done. */
  public void show(String format, @Nullable Object... arguments) {
    wrapped(arguments.length == 0 ? format : String.format(format, arguments), "  • ", "    ");
  }

  /** Waits for the presenter. */
  public void pause() {
    if (!pauses) {
      return;
    }
    print("");
    out.print("  [Enter] ");
    out.flush();
    try {
      pauses = in.readLine() != null;
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /** Says nothing more: the tour was interrupted. */
  public void fallSilent() {
    silent = true;
  }

  private void wrapped(String text, String first, String rest) {
    StringBuilder line = new StringBuilder(first);
    boolean fresh = true;
    for (String word : text.split(" ")) {
      if (!fresh && line.length() + 1 + word.length() > WIDTH) {
        print(line.toString());
        line = new StringBuilder(rest);
        fresh = true;
      }
      line.append(fresh ? "" : " ").append(word);
      fresh = false;
    }
    print(line.toString());
  }

  private void print(String line) {
    if (!silent) {
      out.println(line);
      out.flush();
    }
  }
}
