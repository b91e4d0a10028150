package com.genericcorp.hq.release.git;

/** What a Git server had against a request, as JGit tells it: in words alone. */
enum Refusal {
  /** 401: it does not know who asks. */
  UNKNOWN,
  /** 403: it knows, and does not allow it. */
  FORBIDDEN,
  OTHER;

  /** By JGit's texts {@code notAuthorized} and {@code serviceNotPermitted}. */
  static Refusal of(Throwable problem) {
    for (Throwable one = problem; one != null; one = one.getCause()) {
      String words = one.getMessage() == null ? "" : one.getMessage();
      if (words.endsWith("not authorized")) {
        return UNKNOWN;
      }
      if (words.contains(" not permitted on '")) {
        return FORBIDDEN;
      }
    }
    return OTHER;
  }
}
