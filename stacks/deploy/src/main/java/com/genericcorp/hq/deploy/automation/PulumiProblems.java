package com.genericcorp.hq.deploy.automation;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.deploy.stack.Lock;
import com.genericcorp.hq.deploy.stack.StackFailed;
import com.genericcorp.hq.deploy.stack.StackLocked;
import com.pulumi.automation.AutomationException;
import com.pulumi.automation.ConcurrentUpdateException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What Pulumi's program says of its failures, as sentences of ours. */
final class PulumiProblems {
  /** {@code PLACE.json: created by USER@HOST (pid N) at TIME}, a line each. */
  private static final Pattern LOCK =
      Pattern.compile("(\\S+\\.json): created by (\\S+) \\(pid (\\d+)\\) at (\\S+)");

  private static final String LOCKED = "is currently locked by";

  private PulumiProblems() {}

  /** What to throw for a command that failed while it worked on a stack. */
  static Failed of(
      String stack, AutomationException problem, EngineEvents events, String said, Clock clock) {
    String all = said + "\n" + problem.getMessage();
    if (problem instanceof ConcurrentUpdateException || all.contains(LOCKED)) {
      return new StackLocked(stack, locks(all), clock);
    }
    List<String> general = events.general();
    String rest = general.isEmpty() ? errors(all) : String.join("; ", general);
    return new StackFailed(events.failures(), rest);
  }

  /** What to throw for a command that only asks. */
  static Failed of(String doing, AutomationException problem) {
    return new Failed(
        problem, "%s: Pulumi says: %s", doing, errors(String.valueOf(problem.getMessage())));
  }

  static List<Lock> locks(String text) {
    List<Lock> locks = new ArrayList<>();
    Matcher found = LOCK.matcher(text);
    while (found.find()) {
      locks.add(
          new Lock(
              found.group(2),
              Long.parseLong(found.group(3)),
              time(found.group(4)),
              found.group(1)));
    }
    return locks;
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException unreadable) {
      return Instant.EPOCH;
    }
  }

  /** The lines that begin with "error:", or all when there are none. */
  private static String errors(String text) {
    String errors =
        text.lines()
            .map(line -> line.replaceFirst("^stderr: ", "").strip())
            .filter(line -> line.startsWith("error: "))
            .map(line -> line.substring("error: ".length()))
            .distinct()
            .collect(Collectors.joining("; "));
    return errors.isEmpty() ? text.strip().replaceAll("\\s*\\n\\s*", " ") : errors;
  }
}
