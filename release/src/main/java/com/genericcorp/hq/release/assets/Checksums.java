package com.genericcorp.hq.release.assets;

import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The file {@value #FILE}, as {@code sha256sum} writes it and {@code sha256sum -c} reads it.
 *
 * @param digests by file
 */
public record Checksums(Map<String, Digest> digests) {
  public static final String FILE = "SHA256SUMS";
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *](\\S.*)");

  public Checksums {
    digests = new TreeMap<>(digests);
  }

  public static Checksums of(Collection<Asset> assets) {
    return new Checksums(assets.stream().collect(Collectors.toMap(Asset::name, Asset::sha256)));
  }

  /** Reads such a file. */
  public static Checksums read(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (IOException problem) {
      throw new InvalidInput("%s cannot be read: download it beside the files", file);
    }
  }

  /**
   * Reads such a file's text.
   *
   * @param origin what to call it in errors
   */
  public static Checksums parse(String text, String origin) {
    Map<String, Digest> digests = new TreeMap<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw new Failed(
            "%s:%d is no line of checksums: expected 64 hexadecimal digits, two blanks and a name",
            origin, number);
      }
      if (digests.put(matcher.group(2), new Digest(matcher.group(1))) != null) {
        throw new Failed("%s:%d names %s twice", origin, number, matcher.group(2));
      }
    }
    if (digests.isEmpty()) {
      throw new Failed("%s names no file: download it again", origin);
    }
    return new Checksums(digests);
  }

  /** The file's text: sorted, so that the same files make the same bytes. */
  public String text() {
    return digests.entrySet().stream()
        .map(one -> one.getValue().hex() + "  " + one.getKey() + "\n")
        .collect(Collectors.joining());
  }
}
