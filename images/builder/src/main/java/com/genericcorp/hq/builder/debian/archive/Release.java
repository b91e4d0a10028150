package com.genericcorp.hq.builder.debian.archive;

import com.genericcorp.hq.cli.Failed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a signed {@code InRelease} says.
 *
 * @param date when the archive wrote it
 * @param validUntil when it must have been followed by another
 * @param byHash whether indices can be fetched by their hash, too
 */
public record Release(
    Suite suite,
    Instant date,
    Optional<Instant> validUntil,
    boolean byHash,
    boolean separateAll,
    Map<String, IndexFile> indices) {
  private static final Duration CLOCK_ERROR = Duration.ofDays(1);
  private static final Pattern INDEX = Pattern.compile("([0-9a-f]{64})\\s+([0-9]{1,12})\\s+(\\S+)");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss z", Locale.US);

  /** An index's bytes. */
  public record IndexFile(String path, String sha256, long size) {}

  public Release {
    indices = Map.copyOf(indices);
  }

  /**
   * Reads the text of a release.
   *
   * @param lines what was signed
   * @param shown the file's name for people
   */
  public static Release parse(List<String> lines, Suite asked, String shown) {
    Map<String, String> fields = fields(lines, shown);
    if (!asked.codename().equals(fields.get("Codename"))) {
      throw new Failed(
          "%s is of '%s', but %s was asked for: it is refused",
          shown, fields.getOrDefault("Codename", "?"), asked);
    }
    String components = " " + fields.getOrDefault("Components", "") + " ";
    if (!components.contains(" " + asked.component() + " ")) {
      throw new Failed("%s has no component '%s': it is refused", shown, asked.component());
    }
    boolean allAmongArchitectures =
        List.of(fields.getOrDefault("Architectures", "").split(" ")).contains("all");
    boolean allWithin =
        List.of(fields.getOrDefault("No-Support-for-Architecture-all", "").split(" "))
            .contains("Packages");
    return new Release(
        asked,
        date(fields, "Date", shown)
            .orElseThrow(() -> new Failed("%s has no Date: it is refused", shown)),
        date(fields, "Valid-Until", shown),
        "yes".equals(fields.get("Acquire-By-Hash")),
        allAmongArchitectures && !allWithin,
        indices(fields.getOrDefault("SHA256", ""), shown));
  }

  private static Map<String, String> fields(List<String> lines, String shown) {
    try {
      Paragraphs paragraphs =
          new Paragraphs(
              new BufferedReader(new StringReader(String.join("\n", lines))), shown, Set.of());
      Map<String, String> fields =
          paragraphs.next().orElseThrow(() -> new Failed("%s is empty: it is refused", shown));
      if (paragraphs.next().isPresent()) {
        throw new Failed("%s has a second paragraph: it is refused", shown);
      }
      return fields;
    } catch (IOException problem) {
      throw new Failed(problem, "%s cannot be read: %s", shown, problem);
    }
  }

  private static Optional<Instant> date(Map<String, String> fields, String name, String shown) {
    String text = fields.get(name);
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(ZonedDateTime.parse(text, DATE).toInstant());
    } catch (DateTimeException problem) {
      throw new Failed(problem, "%s: '%s' is no date for %s: it is refused", shown, text, name);
    }
  }

  private static Map<String, IndexFile> indices(String text, String shown) {
    Map<String, IndexFile> all = new LinkedHashMap<>();
    for (String line : text.split("\n", -1)) {
      if (line.isBlank()) {
        continue;
      }
      var matcher = INDEX.matcher(line);
      if (!matcher.matches()) {
        throw new Failed("%s: '%s' is no line of SHA256: it is refused", shown, line);
      }
      IndexFile file =
          new IndexFile(matcher.group(3), matcher.group(1), Long.parseLong(matcher.group(2)));
      IndexFile before = all.putIfAbsent(file.path(), file);
      if (before != null && !before.equals(file)) {
        throw new Failed("%s names %s twice, differently: it is refused", shown, file.path());
      }
    }
    return all;
  }

  /** Why the release is too old or too new to be believed at this time. */
  public Optional<String> stale(Instant now) {
    if (date.isAfter(now.plus(CLOCK_ERROR))) {
      return Optional.of(
          "%s was written on %s, which is in the future; is this machine's clock right?"
              .formatted(suite, date));
    }
    return validUntil
        .filter(now::isAfter)
        .map(
            end ->
                "%s was valid until %s: the mirror is behind, or somebody holds updates back"
                    .formatted(suite, end));
  }

  /** The compressed indices of an architecture. */
  public List<IndexFile> packages(Architecture architecture) {
    return (separateAll
            ? List.of(architecture.toString(), "all")
            : List.of(architecture.toString()))
        .stream()
            .map(
                name -> {
                  // Security names its component 'updates/main', but its files stand below 'main'.
                  String path = "main/binary-" + name + "/Packages.xz";
                  IndexFile file = indices.get(path);
                  if (file == null) {
                    throw new Failed("%s: the release names no %s", suite, path);
                  }
                  return file;
                })
            .toList();
  }
}
