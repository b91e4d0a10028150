package com.genericcorp.hq.verify;

import java.nio.charset.Charset;
import picocli.CommandLine.Help.Ansi;

/**
 * How a report is drawn.
 *
 * @param colour whether the terminal shows colours and the user wants them
 * @param marks whether the terminal can show ✓ and ✗
 */
record Style(boolean colour, boolean marks) {
  /** For standard output: {@code NO_COLOR} and what is no terminal are respected. */
  static Style ofStandardOutput() {
    return new Style(Ansi.AUTO.enabled(), outputCharset().newEncoder().canEncode('✓'));
  }

  String mark(boolean ok) {
    String mark = marks ? (ok ? "✓" : "✗") : (ok ? "ok  " : "FAIL");
    return colour ? (ok ? "\033[32m" : "\033[31m") + mark + "\033[0m" : mark;
  }

  /** JDK 17 names it only for terminals, and uses the default otherwise. */
  private static Charset outputCharset() {
    String name = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
    return name == null ? Charset.defaultCharset() : Charset.forName(name);
  }
}
