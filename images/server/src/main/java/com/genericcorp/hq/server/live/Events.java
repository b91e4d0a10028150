package com.genericcorp.hq.server.live;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Server-sent events as they are written; their ids are times by the database's clock. */
final class Events {
  /** Something to send when there is nothing to say. */
  static final byte[] COMMENT = bytes(":\n\n");

  /** More has changed than is worth sending: readers load anew what they show. */
  static final byte[] RESET = bytes("event: reset\ndata: {}\n\n");

  // Years that the database knows, too.
  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]{5,18}Z");

  private Events() {}

  /** The first event of a stream; from now on a reader that comes back misses nothing. */
  static byte[] hello(Instant id) {
    return bytes("event: hello\nid: " + id + "\nretry: 1000\ndata: {}\n\n");
  }

  /**
   * A task that was made or changed.
   *
   * @param json on one line
   */
  static String task(Instant id, String json) {
    return "event: task\nid: " + id + "\ndata: " + json + "\n\n";
  }

  /** The time in an id that a reader sent back; empty when it is none of ours. */
  static Optional<Instant> time(String id) {
    if (!TIME.matcher(id).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(id));
    } catch (DateTimeParseException notOurs) {
      return Optional.empty();
    }
  }

  static byte[] both(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
