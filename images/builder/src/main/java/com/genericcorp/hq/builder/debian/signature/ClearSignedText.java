package com.genericcorp.hq.builder.debian.signature;

import com.genericcorp.hq.cli.Failed;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A text with its signatures in one file (RFC 9580, section 7). There is nothing in the file but
 * the signed text and the signatures, so that what is read is what was signed.
 *
 * @param lines the signed text, without the white space at the ends of lines, which is not signed
 * @param signatures the armoured signatures
 */
record ClearSignedText(List<String> lines, String signatures) {
  private static final String BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----";
  private static final String SIGNATURE = "-----BEGIN PGP SIGNATURE-----";
  private static final String END = "-----END PGP SIGNATURE-----";

  ClearSignedText {
    lines = List.copyOf(lines);
  }

  /**
   * Reads the file.
   *
   * @param shown the file's name for people
   */
  static ClearSignedText parse(byte[] file, String shown) {
    List<String> rest =
        List.of(decode(file, shown).split("\n", -1)).stream()
            .map(ClearSignedText::withoutTrailingSpace)
            .toList();
    if (!rest.get(0).equals(BEGIN)) {
      throw new Failed("%s does not begin with '%s': it is refused", shown, BEGIN);
    }
    int at = 1;
    while (at < rest.size() && !rest.get(at).isEmpty()) {
      if (!rest.get(at).startsWith("Hash: ")) {
        throw new Failed(
            "%s:%d: only 'Hash:' may stand above the signed text: it is refused", shown, at + 1);
      }
      at++;
    }
    List<String> lines = new ArrayList<>();
    for (at++; at < rest.size() && !rest.get(at).equals(SIGNATURE); at++) {
      String line = rest.get(at);
      if (line.startsWith("- ")) {
        line = line.substring(2);
      } else if (line.startsWith("-")) {
        throw new Failed(
            "%s:%d: a line of the text begins with '-', unescaped: it is refused", shown, at + 1);
      }
      lines.add(line);
    }
    int begin = at;
    while (at < rest.size() && !rest.get(at).equals(END)) {
      at++;
    }
    if (at >= rest.size()) {
      throw new Failed("%s ends before its signature does: it is refused", shown);
    }
    for (int after = at + 1; after < rest.size(); after++) {
      if (!rest.get(after).isEmpty()) {
        throw new Failed(
            "%s:%d: something follows the signature, which nobody signed: it is refused",
            shown, after + 1);
      }
    }
    return new ClearSignedText(lines, String.join("\n", rest.subList(begin, at + 1)) + "\n");
  }

  /** The bytes that were signed: CRLF between the lines, none after the last. */
  byte[] signedBytes() {
    return String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8);
  }

  private static String decode(byte[] file, String shown) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
    } catch (CharacterCodingException problem) {
      throw new Failed(problem, "%s is not text in UTF-8: it is refused", shown);
    }
  }

  private static String withoutTrailingSpace(String line) {
    int end = line.length();
    while (end > 0 && " \t\r".indexOf(line.charAt(end - 1)) >= 0) {
      end--;
    }
    return line.substring(0, end);
  }
}
