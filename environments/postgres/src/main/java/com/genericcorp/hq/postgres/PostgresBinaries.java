package com.genericcorp.hq.postgres;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.files.Trees;
import com.genericcorp.hq.postgres.files.Folders;
import com.genericcorp.hq.postgres.files.LockFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * PostgreSQL's programs, unpacked from the Maven artefact of this machine's system (see the
 * profiles in pom.xml). A folder is complete when it has its name; it is never changed again.
 *
 * @param home the folder of {@code bin}, {@code lib} and {@code share}
 */
record PostgresBinaries(Path home) {
  private static final Duration LONGEST_UNPACKING = Duration.ofMinutes(2);
  // Names and sizes of the files; compared at each start, so that a loss of power is noticed.
  private static final String CONTENTS = "contents";
  private static final String UNFINISHED = ".unfinished-";

  Path program(String name) {
    return home.resolve("bin").resolve(name);
  }

  /**
   * The binaries in {@code cache}, unpacked there first if they are not. Safe for several processes
   * at once; what a killed one left is removed.
   */
  static PostgresBinaries in(Path cache) throws IOException {
    URL archive = archive();
    URLConnection connection = archive.openConnection();
    Path home = cache.resolve("postgresql-" + version() + "-" + fingerprint(connection));
    if (isComplete(home)) {
      return new PostgresBinaries(home);
    }
    Folders.makePrivate(cache);
    try (LockFile lock =
        LockFile.acquire(
            cache.resolve(".lock"),
            "process " + ProcessHandle.current().pid(),
            LONGEST_UNPACKING)) {
      if (!isComplete(home)) {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(cache, UNFINISHED + "*")) {
          for (Path folder : left) {
            Trees.delete(folder);
          }
        }
        Trees.delete(home);
        Path unfinished = Files.createTempDirectory(cache, UNFINISHED);
        unpack(connection.getInputStream(), unfinished);
        Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return new PostgresBinaries(home);
  }

  /** The archive's name in the artefact, for the values of {@code os.name} and {@code os.arch}. */
  static String archiveName(String os, String arch) {
    String system = os.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
    return switch (arch) {
      case "amd64", "x86_64" -> "postgres-" + system + "-x86_64.txz";
      case "aarch64", "arm64" -> "postgres-" + system + "-arm_64.txz";
      default ->
          throw new Failed(
              "there are no PostgreSQL binaries for %s on %s; use Linux or macOS on x86-64 or ARM64",
              os, arch);
    };
  }

  private static URL archive() {
    String name = archiveName(System.getProperty("os.name"), System.getProperty("os.arch"));
    URL archive = PostgresBinaries.class.getClassLoader().getResource(name);
    if (archive == null) {
      throw new Failed(
          "%s is not on the class path; build on this machine, since the build takes its system's binaries",
          name);
    }
    return archive;
  }

  private static String version() throws IOException {
    Properties properties = new Properties();
    try (InputStream stream = PostgresBinaries.class.getResourceAsStream("binaries.properties")) {
      properties.load(stream);
    }
    return properties.getProperty("version");
  }

  private static String fingerprint(URLConnection connection) throws IOException {
    // The jar's table of contents has a checksum already; reading 15 MB for one would take 0.1 s.
    return connection instanceof JarURLConnection jar
        ? Long.toHexString(jar.getJarEntry().getCrc())
        : Long.toString(connection.getContentLengthLong());
  }

  private static boolean isComplete(Path home) throws IOException {
    Path contents = home.resolve(CONTENTS);
    if (!Files.isRegularFile(contents)) {
      return false;
    }
    List<String> lines = Files.readAllLines(contents);
    for (String line : lines) {
      int blank = line.indexOf(' ');
      Path file = home.resolve(line.substring(blank + 1));
      if (!Files.isRegularFile(file)
          || Files.size(file) != Long.parseLong(line.substring(0, blank))) {
        return false;
      }
    }
    return !lines.isEmpty();
  }

  private static void unpack(InputStream archive, Path home) throws IOException {
    StringBuilder contents = new StringBuilder();
    try (InputStream decompressed = XzStream.open(archive);
        TarArchiveInputStream tar = new TarArchiveInputStream(decompressed)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path file = home.resolve(entry.getName()).normalize();
        if (!file.startsWith(home)) {
          throw new IOException(entry.getName() + " leads out of the archive");
        }
        if (entry.isDirectory() || isForCompilers(entry.getName())) {
          continue;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
          continue;
        }
        Files.copy(tar, file);
        boolean executable = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(
            file, PosixFilePermissions.fromString(executable ? "rwx------" : "rw-------"));
        contents.append(entry.getSize()).append(' ').append(home.relativize(file)).append('\n');
      }
      // To its end, where damage would be noticed.
      decompressed.transferTo(OutputStream.nullOutputStream());
    }
    Files.write(home.resolve(CONTENTS), contents.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isForCompilers(String name) {
    return name.endsWith(".a") || name.contains("/pkgconfig/") || name.startsWith("include/");
  }
}
