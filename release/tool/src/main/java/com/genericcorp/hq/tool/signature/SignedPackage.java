package com.genericcorp.hq.tool.signature;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.tool.tar.TarEntry;
import com.genericcorp.hq.tool.tar.TarReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A release's folder in a tar stream, or the whole package with that folder in it, checked in one
 * pass: {@code SHA256SUMS} names every file of the folder, its signature says who wrote it.
 *
 * @param folder where the release is in the stream; empty when the stream begins there
 * @param files number of files that were compared
 * @param comment what the signer said; null when nothing was signed
 * @param small the contents of small files by their path in the release
 */
public record SignedPackage(
    String folder, int files, @Nullable String comment, Map<String, byte[]> small) {
  public static final String SUMS = "SHA256SUMS";
  public static final String SIGNATURE = SUMS + ".minisig";

  private static final String KEY = "agenthq.pub";

  /** The one file that a package has outside the release's folder: it starts the release. */
  private static final String LAUNCHER = "agenthq/agenthq";

  private static final int SMALL = 1 << 20;
  private static final int MOST_FILES = 10_000;

  /**
   * Reads and compares.
   *
   * @param key who must have signed; null: only the checksums are compared
   * @throws Failed naming what does not fit
   */
  public static SignedPackage check(InputStream in, @Nullable PublicKey key) throws IOException {
    TarReader tar = new TarReader(in, "the package");
    Map<String, String> sums = new TreeMap<>();
    Map<String, byte[]> small = new HashMap<>();
    byte[] buffer = new byte[1 << 16];
    for (Optional<TarEntry> at = tar.next(); at.isPresent(); at = tar.next()) {
      TarEntry entry = at.get();
      if (entry.folder()) {
        continue;
      }
      MessageDigest digest = Checksums.sha256();
      if (entry.size() <= SMALL) {
        byte[] bytes = tar.readAll(SMALL);
        digest.update(bytes);
        small.put(entry.path(), bytes);
      } else {
        for (int count = tar.read(buffer); count >= 0; count = tar.read(buffer)) {
          digest.update(buffer, 0, count);
        }
      }
      if (sums.put(entry.path(), Checksums.hex(digest)) != null || sums.size() > MOST_FILES) {
        throw new Failed(
            "the package has %s twice, or too many files: fetch it again", entry.path());
      }
    }
    return compare(sums, small, key);
  }

  private static SignedPackage compare(
      Map<String, String> sums, Map<String, byte[]> small, @Nullable PublicKey key)
      throws IOException {
    List<String> lists =
        sums.keySet().stream().filter(path -> ("/" + path).endsWith("/" + SUMS)).toList();
    if (lists.size() != 1) {
      throw new Failed(
          "the package has %d lists of checksums (%s) where one is expected: fetch it again",
          lists.size(), SUMS);
    }
    String prefix = lists.get(0).substring(0, lists.get(0).length() - SUMS.length());
    Map<String, String> found = new TreeMap<>();
    Map<String, byte[]> contents = new HashMap<>();
    for (Map.Entry<String, String> one : sums.entrySet()) {
      String path = one.getKey();
      if (!prefix.isEmpty() && path.equals(LAUNCHER)) {
        continue;
      }
      if (!path.startsWith(prefix)) {
        throw new Failed("the package has %s outside its release's folder: do not use it", path);
      }
      found.put(path.substring(prefix.length()), one.getValue());
      byte[] bytes = small.get(path);
      if (bytes != null) {
        contents.put(path.substring(prefix.length()), bytes);
      }
    }
    byte[] list = contents.get(SUMS);
    byte[] signature = contents.get(SIGNATURE);
    if (list == null) {
      throw new Failed("the package's list of checksums is too long to be one: fetch it again");
    }
    String comment = key == null ? null : signer(key, list, signature);
    found.remove(SUMS);
    found.remove(SIGNATURE);
    Checksums expected = Checksums.parse(list, prefix + SUMS);
    byte[] ownKey = contents.get(KEY);
    if (ownKey != null && !expected.files().containsKey(KEY)) {
      // It is put beside the list when that is signed. A later upgrade will trust it.
      if (key != null
          && !key.equals(PublicKey.read(new String(ownKey, StandardCharsets.UTF_8), KEY))) {
        throw new Failed(
            "the package has another public key (%s) than its signer's: do not use it", KEY);
      }
      found.remove(KEY);
    }
    List<String> differences = expected.differences(found);
    if (!differences.isEmpty()) {
      int more = differences.size() - 1;
      throw new Failed(
          "the package is not what was published: %s%s; do not use it, and fetch it again",
          differences.get(0), more == 0 ? "" : " (and " + more + " more)");
    }
    String folder = prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1);
    return new SignedPackage(folder, found.size(), comment, contents);
  }

  private static String signer(PublicKey key, byte[] list, byte @Nullable [] signature)
      throws IOException {
    if (signature == null) {
      throw new Failed(
          "the package has no signature (%s), but a key is trusted here: fetch the signed package",
          SIGNATURE);
    }
    return key.verify(
        new ByteArrayInputStream(list), new String(signature, StandardCharsets.UTF_8), SIGNATURE);
  }
}
