package com.genericcorp.hq.builder.debian.archive;

import com.genericcorp.hq.cli.Failed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A package as an index describes it.
 *
 * @param architecture {@code amd64}, {@code arm64} or {@code all}
 * @param file where it is on a mirror, from the archive's root: {@code pool/main/…}
 * @param size in bytes
 */
public record ArchivePackage(
    String name,
    Version version,
    String architecture,
    Suite suite,
    String file,
    long size,
    String sha256,
    String dependencies,
    String provides) {
  /** The fields of an index that are needed here. */
  static final Set<String> FIELDS =
      Set.of(
          "Package",
          "Version",
          "Architecture",
          "Filename",
          "Size",
          "SHA256",
          "Depends",
          "Pre-Depends",
          "Provides");

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.+-]{1,127}");
  private static final Pattern POOL_FILE =
      Pattern.compile("pool/[A-Za-z0-9][A-Za-z0-9.+_~%:/-]{1,400}\\.deb");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,10}");

  static ArchivePackage of(Map<String, String> fields, Suite suite, String place) {
    return new ArchivePackage(
        field(fields, "Package", NAME, place),
        new Version(fields.getOrDefault("Version", "")),
        field(fields, "Architecture", NAME, place),
        suite,
        poolFile(field(fields, "Filename", POOL_FILE, place), place),
        Long.parseLong(field(fields, "Size", SIZE, place)),
        field(fields, "SHA256", SHA256, place),
        joined(fields.getOrDefault("Pre-Depends", ""), fields.getOrDefault("Depends", "")),
        fields.getOrDefault("Provides", ""));
  }

  private static String joined(String one, String other) {
    return one.isEmpty() ? other : other.isEmpty() ? one : one + ", " + other;
  }

  private static String field(Map<String, String> fields, String name, Pattern form, String place) {
    String value = fields.getOrDefault(name, "");
    if (!form.matcher(value).matches()) {
      throw new Failed("%s: '%s' cannot be a package's %s", place, value, name);
    }
    return value;
  }

  private static String poolFile(String file, String place) {
    for (String segment : file.split("/", -1)) {
      if (segment.isEmpty() || segment.startsWith(".")) {
        throw new Failed("%s: '%s' cannot be a package's Filename", place, file);
      }
    }
    return file;
  }

  /** {@code Pre-Depends} and {@code Depends}. */
  public List<List<Relation>> depends() {
    return Relation.parse(dependencies);
  }

  /** The names that it provides besides its own. */
  List<Relation> provided() {
    List<Relation> all = new ArrayList<>();
    Relation.parse(provides).forEach(all::addAll);
    return all;
  }
}
