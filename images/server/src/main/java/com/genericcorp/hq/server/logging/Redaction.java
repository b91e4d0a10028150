package com.genericcorp.hq.server.logging;

import java.util.regex.Pattern;

/**
 * The last net against secrets in log lines: nothing should log one, and what has a secret's form
 * is blotted out all the same.
 */
final class Redaction {
  // An organisation's id inside a key is no secret, and helps to find whose key it was.
  private static final Pattern API_KEY = Pattern.compile("ahq_([a-z0-9]{10})_[A-Za-z0-9_-]{8,}");
  private static final Pattern INVITATION = Pattern.compile("inv_([a-z0-9]{10})_[A-Za-z0-9_-]{8,}");
  private static final Pattern SESSION =
      Pattern.compile("([a-z0-9]{10}\\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.[\\w-]{8,}");
  private static final Pattern JWT =
      Pattern.compile("eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]*");
  private static final Pattern PASSWORD_HASH = Pattern.compile("\\$argon2id\\$[A-Za-z0-9=,$+/]+");
  private static final Pattern CREDENTIALS =
      Pattern.compile("(?i)\\b(bearer|basic)(\\s+)[A-Za-z0-9._~+/=-]{16,}");
  private static final Pattern ASSIGNED =
      Pattern.compile("(?i)(password|passwd|secret|token)(\"?\\s*[=:]\\s*\"?)[^\\s\",;&]+");

  private Redaction() {}

  static String redact(String text) {
    String redacted = API_KEY.matcher(text).replaceAll("ahq_$1_***");
    redacted = INVITATION.matcher(redacted).replaceAll("inv_$1_***");
    redacted = SESSION.matcher(redacted).replaceAll("$1.***");
    redacted = JWT.matcher(redacted).replaceAll("***");
    redacted = PASSWORD_HASH.matcher(redacted).replaceAll("***");
    redacted = CREDENTIALS.matcher(redacted).replaceAll("$1$2***");
    return ASSIGNED.matcher(redacted).replaceAll("$1$2***");
  }
}
