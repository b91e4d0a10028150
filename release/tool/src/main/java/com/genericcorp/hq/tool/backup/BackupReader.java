package com.genericcorp.hq.tool.backup;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.tool.signature.Checksums;
import com.genericcorp.hq.tool.signature.SignedPackage;
import com.genericcorp.hq.tool.tar.TarEntry;
import com.genericcorp.hq.tool.tar.TarReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a backup to its end and compares every file with its checksum. */
public final class BackupReader {
  private static final String MANIFEST = "manifest";

  private BackupReader() {}

  /**
   * A backup that is whole.
   *
   * @param home the host's files by their name in the backup, {@code manifest} among them
   */
  public record Backup(Map<String, byte[]> home) {
    /** What the backup says of itself: lines {@code name=value}. */
    public byte[] manifest() {
      return home.getOrDefault(MANIFEST, new byte[0]);
    }
  }

  /**
   * Reads it.
   *
   * @param dumps where the dumps are written; null: they are only compared. After an error what is
   *     there is not to be used.
   * @throws Failed when it is cut, damaged or no backup
   */
  public static Backup read(InputStream in, @Nullable Path dumps) throws IOException {
    TarReader tar = new TarReader(in, "the backup");
    Map<String, String> found = new TreeMap<>();
    Map<String, byte[]> home = new TreeMap<>();
    Checksums expected = null;
    for (Optional<TarEntry> at = tar.next(); at.isPresent(); at = tar.next()) {
      String path = at.get().path();
      if (expected != null || found.containsKey(path) || at.get().folder()) {
        throw new Failed("the backup has %s where no file belongs: it is damaged", path);
      }
      if (path.equals(SignedPackage.SUMS)) {
        expected =
            Checksums.parse(tar.readAll(BackupWriter.MOST_HOME_FILE), "the backup's " + path);
        continue;
      }
      MessageDigest digest = Checksums.sha256();
      if (path.startsWith(BackupWriter.DATABASE)) {
        copy(tar, path.substring(BackupWriter.DATABASE.length()), dumps, digest);
      } else {
        byte[] bytes = tar.readAll(BackupWriter.MOST_HOME_FILE);
        digest.update(bytes);
        home.put(path, bytes);
      }
      found.put(path, Checksums.hex(digest));
    }
    if (expected == null) {
      throw new Failed("the backup has no checksums at its end: it is cut off, or no backup");
    }
    List<String> differences = expected.differences(found);
    if (!differences.isEmpty() || !found.containsKey(MANIFEST)) {
      throw new Failed(
          "the backup is damaged: %s; use another copy",
          differences.isEmpty() ? "it has no manifest" : differences.get(0));
    }
    return new Backup(home);
  }

  private static void copy(TarReader tar, String name, @Nullable Path dumps, MessageDigest digest)
      throws IOException {
    if (name.contains("/")) {
      throw new Failed("the backup has a dump named %s, which is none of ours", name);
    }
    OutputStream target =
        dumps == null
            ? OutputStream.nullOutputStream()
            : Files.newOutputStream(dumps.resolve(name));
    try (OutputStream out = new DigestOutputStream(target, digest)) {
      byte[] buffer = new byte[1 << 16];
      for (int count = tar.read(buffer); count >= 0; count = tar.read(buffer)) {
        out.write(buffer, 0, count);
      }
    }
  }
}
