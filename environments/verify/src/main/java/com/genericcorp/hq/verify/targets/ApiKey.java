package com.genericcorp.hq.verify.targets;

import com.genericcorp.hq.cli.InvalidInput;
import java.security.SecureRandom;
import java.util.Base64;

/** The probe organisation's key. It is sent over verified TLS only and never printed. */
public final class ApiKey {
  private final String value;

  private ApiKey(String value) {
    this.value = value;
  }

  /**
   * The key in a text; white space around it is not part of it.
   *
   * @param source where the text was read, for the error: "the file /run/secrets/probe"
   * @throws InvalidInput when the text cannot stand in a header
   */
  public static ApiKey of(String text, String source) {
    String value = text.strip();
    if (value.isEmpty()) {
      throw new InvalidInput("%s holds no API key: it is empty", source);
    }
    if (!value.chars().allMatch(character -> character > ' ' && character < 0x7f)) {
      throw new InvalidInput(
          "%s holds no API key: one line of visible ASCII characters is expected", source);
    }
    return new ApiKey(value);
  }

  /** One that opens nothing, where a request must have some. */
  public static ApiKey nobodys() {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    return new ApiKey(
        "ahq_nobody_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }

  public String reveal() {
    return value;
  }

  /** A key of the same form that is not this one. */
  public ApiKey altered() {
    int at = Math.max(0, value.length() - 2);
    char other = value.charAt(at) == 'A' ? 'B' : 'A';
    return new ApiKey(value.substring(0, at) + other + value.substring(at + 1));
  }

  /** The text without the key, whole or cut short, where a server has echoed it. */
  public String redact(String text) {
    String start = value.substring(0, Math.min(value.length(), 8));
    StringBuilder clean = new StringBuilder(text.length());
    int from = 0;
    for (int at = text.indexOf(start); at >= 0; at = text.indexOf(start, from)) {
      clean.append(text, from, at).append("(the key)");
      from = at;
      while (from < text.length()
          && from - at < value.length()
          && text.charAt(from) == value.charAt(from - at)) {
        from++;
      }
    }
    return clean.append(text, from, text.length()).toString();
  }

  @Override
  public String toString() {
    return "(the key)";
  }
}
