package com.genericcorp.hq.builder.sbom;

import com.genericcorp.hq.builder.blobs.Digest;
import java.util.List;

/**
 * A part of an image that somebody published.
 *
 * @param group a Maven group, or empty
 * @param purl its package URL
 * @param digest of the file that it came in
 * @param licences as its publisher names them; may be empty
 */
public record Material(
    String group, String name, String version, String purl, Digest digest, List<String> licences) {

  /**
   * A Debian package.
   *
   * @param architecture {@code amd64} or {@code all}
   */
  public static Material debian(
      String name, String version, String architecture, Digest digest, List<String> licences) {
    String purl =
        "pkg:deb/debian/%s@%s?arch=%s&distro=debian-13"
            .formatted(escaped(name), escaped(version), architecture);
    return new Material("", name, version, purl, digest, List.copyOf(licences));
  }

  /** A Maven artefact. */
  public static Material maven(
      String group, String name, String version, Digest digest, List<String> licences) {
    String purl = "pkg:maven/%s/%s@%s".formatted(escaped(group), escaped(name), escaped(version));
    return new Material(group, name, version, purl, digest, List.copyOf(licences));
  }

  /** A jar that does not say whose it is. */
  public static Material unnamed(
      String name, String version, Digest digest, List<String> licences) {
    String purl = "pkg:generic/%s@%s".formatted(escaped(name), escaped(version));
    return new Material("", name, version, purl, digest, List.copyOf(licences));
  }

  /**
   * A registry's image, as a whole.
   *
   * @param image {@code host/path/name@sha256:…}
   */
  public static Material image(String image) {
    int at = image.indexOf('@');
    String repository = image.substring(0, at);
    String name = repository.substring(repository.lastIndexOf('/') + 1);
    String digest = image.substring(at + 1);
    String purl =
        "pkg:oci/%s@%s?repository_url=%s"
            .formatted(escaped(name), escaped(digest), repository.replace(":", "%3A"));
    return new Material("", name, digest, purl, Digest.parse(digest), List.of());
  }

  /** What a package URL must not have as it is. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (byte one : text.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
      char character = (char) (one & 0xff);
      boolean plain =
          (character < 0x80 && Character.isLetterOrDigit(character))
              || ".-_~:".indexOf(character) >= 0;
      escaped.append(plain ? String.valueOf(character) : "%%%02X".formatted(one & 0xff));
    }
    return escaped.toString();
  }
}
