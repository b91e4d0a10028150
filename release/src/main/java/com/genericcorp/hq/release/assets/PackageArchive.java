package com.genericcorp.hq.release.assets;

import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.cli.Failed;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * A package as it is in its archive, read once and unpacked nowhere.
 *
 * @param files by path, the top folder among it
 * @param texts the small documents among them: {@value #VERSION}, {@value #DIGESTS}, checksums
 */
public record PackageArchive(Map<String, Entry> files, Map<String, String> texts) {
  public static final String TOP = "agenthq/";
  public static final String VERSION = "VERSION";
  public static final String DIGESTS = "digests.json";
  private static final String LAUNCHER = TOP + "agenthq";
  private static final String SIGNATURE = Checksums.FILE + ".minisig";
  private static final Set<String> READ = Set.of(VERSION, DIGESTS, Checksums.FILE);
  private static final int MOST_TEXT = 1 << 20;

  /** A file in it. */
  public record Entry(long size, Digest sha256) {}

  /**
   * Reads an archive.
   *
   * @throws Failed when it is damaged, or has something that would land outside of its folder
   */
  public static PackageArchive read(Path archive) {
    Map<String, Entry> files = new TreeMap<>();
    Map<String, String> texts = new TreeMap<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)), 1 << 16),
            StandardCharsets.UTF_8.name())) {
      for (TarArchiveEntry one = tar.getNextEntry(); one != null; one = tar.getNextEntry()) {
        requireInside(one, archive);
        if (one.isDirectory()) {
          continue;
        }
        String path = one.getName();
        boolean small = one.getSize() <= MOST_TEXT;
        ByteArrayOutputStream kept =
            small && READ.contains(name(path)) ? new ByteArrayOutputStream() : null;
        Entry entry = new Entry(one.getSize(), digest(tar, kept));
        if (files.put(path, entry) != null) {
          throw new Failed("%s has '%s' twice: do not use it", archive, path);
        }
        if (kept != null) {
          texts.put(path, kept.toString(StandardCharsets.UTF_8));
        }
      }
    } catch (IOException problem) {
      throw new Failed(
          problem, "%s is damaged: %s. Download it again", archive, problem.getMessage());
    }
    return new PackageArchive(files, texts);
  }

  private static Digest digest(
      InputStream in, @org.jspecify.annotations.Nullable ByteArrayOutputStream kept)
      throws IOException {
    MessageDigest hash = Digest.sha256();
    byte[] buffer = new byte[1 << 16];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      hash.update(buffer, 0, count);
      if (kept != null) {
        kept.write(buffer, 0, count);
      }
    }
    return Digest.of(hash);
  }

  private static void requireInside(TarArchiveEntry entry, Path archive) {
    String path = entry.getName();
    boolean inside =
        (path + "/").startsWith(TOP)
            && !java.util.List.of(path.split("/", -1)).contains("..")
            && path.chars().noneMatch(Character::isISOControl);
    if (!inside) {
      throw new Failed("%s has '%s', outside of %s: do not unpack it", archive, path, TOP);
    }
    if (!entry.isFile() && !entry.isDirectory()) {
      throw new Failed(
          "%s has '%s', which is neither a file nor a folder: do not unpack it", archive, path);
    }
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The text of a release's document, such as {@value #DIGESTS}. */
  public Optional<String> text(String version, String name) {
    return Optional.ofNullable(texts.get(folder(version) + name));
  }

  /** Where a version's files are. */
  public static String folder(String version) {
    return TOP + "releases/" + version + "/";
  }

  /**
   * Holds the files against the checksums that came with them.
   *
   * @return how many there are
   * @throws Failed naming the first that is wrong, missing or not named
   */
  public int check(String version, String archive) {
    String folder = folder(version);
    String own =
        text(version, Checksums.FILE)
            .orElseThrow(() -> new Failed("%s has no %s of %s", archive, Checksums.FILE, version));
    Map<String, Digest> wanted = Checksums.parse(own, archive + "!" + Checksums.FILE).digests();
    for (Map.Entry<String, Digest> one : wanted.entrySet()) {
      Entry found = files.get(folder + one.getKey());
      if (found == null || !found.sha256().equals(one.getValue())) {
        throw new Failed(
            "%s has %s that is %s: do not use it",
            archive, one.getKey(), found == null ? "missing" : "not what was packed");
      }
    }
    for (String path : files.keySet()) {
      boolean named =
          path.equals(LAUNCHER)
              || path.equals(folder + Checksums.FILE)
              || path.equals(folder + SIGNATURE)
              || (path.startsWith(folder) && wanted.containsKey(path.substring(folder.length())));
      if (!named) {
        throw new Failed(
            "%s has %s, which its checksums do not name: do not use it", archive, path);
      }
    }
    return wanted.size();
  }
}
