package com.genericcorp.hq.account.checks;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.verify.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One check.
 *
 * @param name stable, for programs
 * @param expected in words
 */
record AwsCheck(String name, String expected, Look look) {
  /** Looks, and notes what it sees and what is wrong. */
  interface Look {
    void at(Seen seen, Notes notes);
  }

  /** What was seen. */
  static final class Notes {
    private final List<String> seen = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    /** Notes what is there. */
    void seen(String format, @Nullable Object... arguments) {
      seen.add(String.format(format, arguments));
    }

    /** Notes a fault unless something holds. */
    void require(boolean holds, String fault, @Nullable Object... arguments) {
      if (!holds) {
        faults.add(String.format(fault, arguments));
      }
    }
  }

  Result run(Seen seen) {
    long start = System.nanoTime();
    Notes notes = new Notes();
    try {
      look.at(seen, notes);
    } catch (SdkException problem) {
      notes.require(false, "AWS answers: %s", problem.getMessage());
    } catch (Failed problem) {
      notes.require(false, "%s", problem.getMessage());
    } catch (RuntimeException problem) {
      // What AWS left out of an answer, for one, must not hide what the other checks see.
      notes.require(false, "this check has a fault of its own: %s", problem);
    }
    boolean ok = notes.faults.isEmpty();
    return new Result(
        name,
        expected,
        String.join("; ", ok ? notes.seen : notes.faults),
        ok,
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
  }
}
