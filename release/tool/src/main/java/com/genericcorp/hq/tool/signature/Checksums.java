package com.genericcorp.hq.tool.signature;

import com.genericcorp.hq.cli.Failed;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A list of checksums as {@code sha256sum} writes and reads it.
 *
 * @param files SHA-256 in hexadecimal by path
 */
public record Checksums(Map<String, String> files) {
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *]([^\\\\]+)");

  /** A new digest. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException problem) {
      throw new IllegalStateException("this JRE has no SHA-256", problem);
    }
  }

  /** A finished digest in hexadecimal. */
  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Reads a list.
   *
   * @param source where it was, for an error
   */
  public static Checksums parse(byte[] text, String source) {
    Map<String, String> files = new TreeMap<>();
    int number = 0;
    for (String line : new String(text, StandardCharsets.UTF_8).split("\n", -1)) {
      number++;
      if (line.isEmpty()) {
        continue;
      }
      Matcher match = LINE.matcher(line);
      if (!match.matches() || files.put(match.group(2), match.group(1)) != null) {
        throw new Failed(
            "%s:%d is no line of checksums, or names a file twice: fetch it again", source, number);
      }
    }
    return new Checksums(files);
  }

  /** The list as text. */
  public String text() {
    StringBuilder text = new StringBuilder();
    files.forEach((path, sum) -> text.append(sum).append("  ").append(path).append('\n'));
    return text.toString();
  }

  /** How what was found differs from the list, one phrase a file; empty when it does not. */
  public List<String> differences(Map<String, String> found) {
    List<String> differences = new ArrayList<>();
    files.forEach(
        (path, sum) -> {
          String other = found.get(path);
          if (other == null) {
            differences.add(path + " is missing");
          } else if (!other.equals(sum)) {
            differences.add(path + " was changed");
          }
        });
    for (String path : new TreeMap<>(found).keySet()) {
      if (!files.containsKey(path)) {
        differences.add(path + " does not belong there");
      }
    }
    return differences;
  }
}
