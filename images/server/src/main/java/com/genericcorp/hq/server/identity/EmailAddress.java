package com.genericcorp.hq.server.identity;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address, in lower case. Of what RFC 5321 allows it takes what people have: no quotes,
 * no comments, ASCII; so nothing in it can end a header's line or look like another address.
 */
public record EmailAddress(String value) {
  private static final int LONGEST = 254;
  private static final List<String> UNREACHABLE =
      List.of(".example", ".invalid", ".localhost", ".test");
  private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@" + LABEL + "(\\." + LABEL + ")*");

  public EmailAddress {
    if (value.length() > LONGEST || !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not an e-mail address");
    }
    value = value.toLowerCase(Locale.ROOT);
  }

  /** The address in a text, or empty when the text is none. */
  public static Optional<EmailAddress> parse(String text) {
    return text.length() <= LONGEST && FORM.matcher(text).matches()
        ? Optional.of(new EmailAddress(text))
        : Optional.empty();
  }

  /** Whether anybody could receive mail there: not at names reserved for examples (RFC 2606). */
  public boolean canReceive() {
    return UNREACHABLE.stream().noneMatch(value::endsWith);
  }

  @Override
  public String toString() {
    return value;
  }
}
