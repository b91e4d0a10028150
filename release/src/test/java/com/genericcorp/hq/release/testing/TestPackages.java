package com.genericcorp.hq.release.testing;

import com.genericcorp.hq.builder.blobs.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Small packages of the real ones' form. */
public final class TestPackages {
  private TestPackages() {}

  /** Both archives of a version in a folder. */
  public static Path both(Path folder, String version) throws IOException {
    Files.createDirectories(folder);
    archive(folder.resolve("agenthq-" + version + ".tar.gz"), files(version, "online"));
    archive(folder.resolve("agenthq-" + version + "-offline.tar.gz"), files(version, "offline"));
    return folder;
  }

  /** What a package of a version has, its checksums among it. */
  public static Map<String, String> files(String version, String kind) {
    return files(version, kind, Map.of());
  }

  /** The same with more files. */
  public static Map<String, String> files(
      String version, String kind, Map<String, String> further) {
    Map<String, String> files = new LinkedHashMap<>(further);
    files.put("VERSION", version + "\n");
    files.put("compose.yaml", "services: {} # " + kind + "\n");
    files.put("lib/install.sh", "echo " + "installed ".repeat(2000) + "\n");
    StringBuilder sums = new StringBuilder();
    files.forEach(
        (name, text) ->
            sums.append(Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex())
                .append("  ")
                .append(name)
                .append('\n'));
    files.put("SHA256SUMS", sums.toString());
    Map<String, String> all = new LinkedHashMap<>();
    all.put("agenthq/agenthq", "#!/bin/sh\n");
    files.forEach((name, text) -> all.put("agenthq/releases/" + version + "/" + name, text));
    return all;
  }

  /** An archive of files by path. */
  public static void archive(Path archive, Map<String, String> files) throws IOException {
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(archive)))) {
      for (Map.Entry<String, String> one : files.entrySet()) {
        byte[] bytes = one.getValue().getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(one.getKey(), true);
        entry.setModTime(0);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
      }
    }
  }
}
