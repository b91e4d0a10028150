package com.genericcorp.hq.builder.debian.archive;

import com.genericcorp.hq.cli.InvalidInput;
import java.util.regex.Pattern;

/** A package's version, ordered as deb-version(7) says: {@code 1:2.41-12+deb13u2}. */
public record Version(String text) implements Comparable<Version> {
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,9}:)?[0-9A-Za-z][0-9A-Za-z.+~-]{0,200}");

  public Version {
    if (!FORM.matcher(text).matches()) {
      throw new InvalidInput("'%s' is no version of a Debian package", text);
    }
  }

  private int epoch() {
    int colon = text.indexOf(':');
    return colon < 0 ? 0 : Integer.parseInt(text.substring(0, colon));
  }

  private String upstream() {
    String rest = text.substring(text.indexOf(':') + 1);
    int dash = rest.lastIndexOf('-');
    return dash < 0 ? rest : rest.substring(0, dash);
  }

  private String revision() {
    int dash = text.lastIndexOf('-');
    return dash < 0 || dash < text.indexOf(':') ? "" : text.substring(dash + 1);
  }

  @Override
  public int compareTo(Version other) {
    int epochs = Integer.compare(epoch(), other.epoch());
    if (epochs != 0) {
      return epochs;
    }
    int upstreams = compare(upstream(), other.upstream());
    return upstreams != 0 ? upstreams : compare(revision(), other.revision());
  }

  /** Parts without digits and numbers in turn. */
  private static int compare(String one, String other) {
    int i = 0;
    int j = 0;
    while (i < one.length() || j < other.length()) {
      while ((i < one.length() && !isDigit(one.charAt(i)))
          || (j < other.length() && !isDigit(other.charAt(j)))) {
        int order = Integer.compare(weight(one, i), weight(other, j));
        if (order != 0) {
          return order;
        }
        i++;
        j++;
      }
      int endOne = endOfNumber(one, i);
      int endOther = endOfNumber(other, j);
      String a = withoutZeros(one.substring(Math.min(i, endOne), endOne));
      String b = withoutZeros(other.substring(Math.min(j, endOther), endOther));
      int order = a.length() != b.length() ? a.length() - b.length() : a.compareTo(b);
      if (order != 0) {
        return order;
      }
      i = endOne;
      j = endOther;
    }
    return 0;
  }

  /** A tilde comes before the end, the end before letters, letters before all else. */
  private static int weight(String text, int at) {
    if (at >= text.length() || isDigit(text.charAt(at))) {
      return 0;
    }
    char character = text.charAt(at);
    if (character == '~') {
      return -1;
    }
    boolean letter =
        (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z');
    return letter ? character : character + 256;
  }

  private static int endOfNumber(String text, int from) {
    int end = from;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return Math.min(end, text.length());
  }

  private static String withoutZeros(String number) {
    int start = 0;
    while (start < number.length() && number.charAt(start) == '0') {
      start++;
    }
    return number.substring(start);
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }

  @Override
  public String toString() {
    return text;
  }
}
