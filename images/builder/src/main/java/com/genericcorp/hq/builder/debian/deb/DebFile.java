package com.genericcorp.hq.builder.debian.deb;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.DerivedFiles;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.cli.Failed;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * A package's file, read: {@code ar} of {@code debian-binary}, {@code control.tar.*} and {@code
 * data.tar.*}, in this order.
 *
 * @param shown the package's name for people
 * @param control the files of {@code control.tar} that are texts: {@code control}, {@code md5sums}
 * @param data the unpacked {@code data.tar}
 */
public record DebFile(String shown, Map<String, String> control, Path data) {
  private static final int XZ_MEMORY_KIB = 256 * 1024;
  private static final long MOST_CONTROL = 16 << 20;

  public DebFile {
    control = Map.copyOf(control);
  }

  /**
   * Reads a package.
   *
   * @param deb a file that was verified
   * @param sha256 its hash, under which the store keeps it unpacked
   */
  public static DebFile read(
      Path deb, String sha256, String shown, BlobStore store, DebLimits limits) throws IOException {
    Digest key = Digest.of("1 " + sha256);
    DerivedFiles all = new DerivedFiles(store, "unpacked");
    Optional<Path> unpacked = all.find(key);
    Map<String, String> control = Map.of();
    try (ArArchiveInputStream ar =
        new ArArchiveInputStream(new BufferedInputStream(Files.newInputStream(deb), 1 << 16))) {
      String version =
          new String(member(ar, "debian-binary", shown).readNBytes(100), StandardCharsets.US_ASCII);
      if (!version.equals("2.0\n")) {
        throw new Failed(
            "%s has the format '%s', expected 2.0: it is refused", shown, version.strip());
      }
      ArArchiveEntry entry = next(ar, "control.tar", shown);
      try (InputStream in = unpack(ar, entry, shown, limits)) {
        control = texts(in, shown);
      }
      if (unpacked.isEmpty()) {
        ArArchiveEntry data = next(ar, "data.tar", shown);
        Path temporary = store.temporary();
        try {
          try (InputStream in = unpack(ar, data, shown, limits)) {
            Files.copy(in, temporary, StandardCopyOption.REPLACE_EXISTING);
          }
          unpacked = Optional.of(all.keep(key, temporary));
        } finally {
          Files.deleteIfExists(temporary);
        }
      }
    }
    return new DebFile(shown, control, unpacked.get());
  }

  private static ArArchiveInputStream member(ArArchiveInputStream ar, String name, String shown)
      throws IOException {
    ArArchiveEntry entry = ar.getNextEntry();
    if (entry == null || !entry.getName().equals(name)) {
      throw new Failed("%s is no Debian package: it has no %s: it is refused", shown, name);
    }
    return ar;
  }

  private static ArArchiveEntry next(ArArchiveInputStream ar, String prefix, String shown)
      throws IOException {
    ArArchiveEntry entry = ar.getNextEntry();
    if (entry == null || !entry.getName().startsWith(prefix)) {
      throw new Failed("%s is no Debian package: it has no %s: it is refused", shown, prefix);
    }
    return entry;
  }

  /** The member's tar; closing it leaves the package's stream open. */
  private static InputStream unpack(
      ArArchiveInputStream ar, ArArchiveEntry entry, String shown, DebLimits limits)
      throws IOException {
    InputStream in =
        new java.io.FilterInputStream(ar) {
          @Override
          public void close() {}
        };
    String ending = entry.getName().replaceFirst("^[a-z]+\\.tar", "");
    InputStream tar =
        switch (ending) {
          case "" -> in;
          case ".gz" -> new GZIPInputStream(in);
          case ".xz" -> new XZInputStream(in, XZ_MEMORY_KIB);
          case ".zst" ->
              throw new Failed(
                  "%s holds %s: Debian packs with xz, and Ubuntu with zstd, which is not read here."
                      + " Take the package from Debian",
                  shown, entry.getName());
          default ->
              throw new Failed(
                  "%s holds %s; xz, gzip and plain tar are read here: it is refused",
                  shown, entry.getName());
        };
    return new BufferedInputStream(new BoundedInput(tar, shown, limits, entry.getSize()), 1 << 16);
  }

  private static Map<String, String> texts(InputStream in, String shown) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    TarArchiveInputStream tar = new TarArchiveInputStream(in, "UTF-8");
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      String name = entry.getName().replaceFirst("^\\./", "");
      if (name.equals("control") || name.equals("md5sums")) {
        if (entry.getSize() > MOST_CONTROL) {
          throw new Failed("%s has a %s of %d bytes: it is refused", shown, name, entry.getSize());
        }
        texts.put(name, new String(tar.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    if (!texts.containsKey("control")) {
      throw new Failed("%s has no control file: it is refused", shown);
    }
    return texts;
  }
}
