package com.genericcorp.hq.verify;

import com.genericcorp.hq.cli.CommandRunner;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.verify.targets.Target;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

/**
 * What every command that verifies prints, and ends with.
 *
 * @param millis how long the checks took
 */
public record TimedReport(Report report, long millis) {
  /** Runs the checks. */
  public static TimedReport of(Target target) {
    long start = System.nanoTime();
    Report report = Verification.run(target);
    return new TimedReport(report, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
  }

  /** Prints it as JSON, or for people. */
  public void print(PrintWriter out, boolean json) {
    out.print(
        json
            ? Json.print(report) + "\n"
            : ReportTable.of(report, millis, Style.ofStandardOutput()));
    out.flush();
  }

  /** The command's exit code. */
  public int exitCode() {
    return report.passed() ? CommandRunner.DONE : CommandRunner.FAILED;
  }
}
