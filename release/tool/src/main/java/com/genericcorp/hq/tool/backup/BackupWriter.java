package com.genericcorp.hq.tool.backup;

import com.genericcorp.hq.tool.signature.Checksums;
import com.genericcorp.hq.tool.tar.TarEntry;
import com.genericcorp.hq.tool.tar.TarReader;
import com.genericcorp.hq.tool.tar.TarWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes a backup: a tar archive of what the host gives ({@code manifest} first, {@code home/…}),
 * the dumps ({@code database/…}), and last the checksums of all, so that a file that was cut has
 * none.
 */
public final class BackupWriter {
  static final String DATABASE = "database/";
  static final int MOST_HOME_FILE = 64 << 20;
  private static final int PRIVATE = 0600;

  private BackupWriter() {}

  /**
   * Writes it.
   *
   * @param host a tar stream of the host's files, their names as in the backup
   * @param dumps the folder of the database's dumps
   */
  public static void write(InputStream host, Path dumps, OutputStream out) throws IOException {
    Map<String, String> sums = new TreeMap<>();
    TarWriter tar = new TarWriter(out, PRIVATE);
    TarReader files = new TarReader(host, "the configuration");
    for (Optional<TarEntry> at = files.next(); at.isPresent(); at = files.next()) {
      if (!at.get().folder()) {
        byte[] bytes = files.readAll(MOST_HOME_FILE);
        MessageDigest digest = Checksums.sha256();
        digest.update(bytes);
        sums.put(at.get().path(), Checksums.hex(digest));
        tar.add(at.get().path(), bytes);
      }
    }
    for (Path dump : filesIn(dumps)) {
      String path = DATABASE + dump.getFileName();
      MessageDigest digest = Checksums.sha256();
      try (InputStream in = new DigestInputStream(Files.newInputStream(dump), digest)) {
        tar.add(path, Files.size(dump), in);
      }
      sums.put(path, Checksums.hex(digest));
    }
    tar.add("SHA256SUMS", new Checksums(sums).text().getBytes(StandardCharsets.UTF_8));
    tar.finish();
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".dump") || file.endsWith("roles.sql"))
          .sorted()
          .toList();
    }
  }
}
