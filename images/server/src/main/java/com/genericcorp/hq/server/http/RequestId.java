package com.genericcorp.hq.server.http;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** The id by which a request is found in the logs of everything that it passed through. */
final class RequestId {
  static final String HEADER = "X-Request-Id";

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{7,63}");

  private RequestId() {}

  /** The sender's id when there is exactly one and it is well-formed, else a new one. */
  static String of(List<String> sent) {
    return sent.size() == 1 && FORM.matcher(sent.get(0)).matches() ? sent.get(0) : make();
  }

  private static String make() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return String.format("%016x%08x", random.nextLong(), random.nextInt());
  }
}
