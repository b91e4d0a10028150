package com.genericcorp.hq.postgres.process;

import java.util.Optional;

/**
 * A process that can be recognised later: its id may have been given to another by then, the time
 * of its start may not.
 *
 * @param started as {@link ProcessTable.Seen#started}
 */
public record ProcessIdentity(long pid, String started) {
  /** The identity of the process that has this id now, or empty when there is none. */
  public static Optional<ProcessIdentity> of(long pid) {
    return ProcessTable.ofThisMachine().find(pid).map(ProcessTable.Seen::identity);
  }

  public static ProcessIdentity ofThisProcess() {
    return of(ProcessHandle.current().pid()).orElseThrow();
  }

  /** Whether that very process still runs. */
  public boolean isAlive() {
    return of(pid).filter(this::equals).isPresent();
  }

  /** One line, read by {@link #parse}. */
  public String print() {
    return pid + " " + started;
  }

  /** Reads {@link #print}; empty when the text is anything else, such as a half-written file. */
  public static Optional<ProcessIdentity> parse(String text) {
    String line = text.strip();
    int blank = line.indexOf(' ');
    if (blank < 1 || !line.substring(0, blank).chars().allMatch(Character::isDigit)) {
      return Optional.empty();
    }
    try {
      long pid = Long.parseLong(line.substring(0, blank));
      return Optional.of(new ProcessIdentity(pid, line.substring(blank + 1)));
    } catch (NumberFormatException tooLong) {
      return Optional.empty();
    }
  }
}
