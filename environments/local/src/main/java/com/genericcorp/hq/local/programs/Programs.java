package com.genericcorp.hq.local.programs;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.files.Trees;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Copies of the built server and edge, in a folder named after their content: a build while they
 * run replaces the originals, and a JVM whose jar changes under it breaks.
 *
 * @param folder of this content
 * @param edgeClassPath what the edge needs of this process's own class path
 */
public record Programs(Path folder, String edgeClassPath) {
  private static final String JAR = "agenthq-server.jar";
  private static final String LIBRARIES = "lib";
  private static final String UNFINISHED = ".unfinished-";

  /**
   * The programs as they are built now, copied into {@code copies} unless they are there.
   *
   * @param root the repository's folder
   * @throws Failed when the server has not been built
   */
  public static Programs copy(Path root, Path copies) throws IOException {
    Path built = root.resolve("images/server/target").resolve(JAR);
    if (!Files.isRegularFile(built)) {
      throw new Failed(
          "%s is not there; 'scripts/hq up local' builds it, or 'mvn -pl images/server -am package'",
          built);
    }
    List<Path> libraries = jarsIn(built.resolveSibling(LIBRARIES));
    List<Path> edge = edgeClassPath(System.getProperty("java.class.path"));
    List<Path> ours = edge.stream().filter(Programs::isOurs).toList();
    List<Path> all = new ArrayList<>(List.of(built));
    all.addAll(libraries);
    all.addAll(ours);
    Path folder = copies.resolve(JarFingerprint.of(all));
    if (!Files.isDirectory(folder)) {
      removeUnfinished(copies);
      Path unfinished = Files.createTempDirectory(copies, UNFINISHED);
      Files.copy(built, unfinished.resolve(JAR), StandardCopyOption.COPY_ATTRIBUTES);
      copyInto(unfinished.resolve(LIBRARIES), libraries);
      copyInto(unfinished.resolve("edge"), ours);
      Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    }
    List<String> path =
        edge.stream()
            .map(jar -> isOurs(jar) ? folder.resolve("edge").resolve(jar.getFileName()) : jar)
            .map(Path::toString)
            .toList();
    return new Programs(folder, String.join(File.pathSeparator, path));
  }

  public Path serverJar() {
    return folder.resolve(JAR);
  }

  /** Removes the copies of other contents: nothing runs from them any more. */
  public void removeOthers() throws IOException {
    Path copies = folder.toAbsolutePath().getParent();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(copies)) {
      for (Path each : folders) {
        if (!each.equals(folder)) {
          Trees.delete(each);
        }
      }
    }
  }

  private static void removeUnfinished(Path copies) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(copies, UNFINISHED + "*")) {
      for (Path each : left) {
        Trees.delete(each);
      }
    }
  }

  private static void copyInto(Path folder, List<Path> files) throws IOException {
    Files.createDirectories(folder);
    for (Path file : files) {
      Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  private static List<Path> jarsIn(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  /** The edge's part of a class path: our own code and Jetty, not PostgreSQL's 15 MB. */
  static List<Path> edgeClassPath(String classPath) {
    List<Path> jars = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator)) {
      Path path = Path.of(entry).toAbsolutePath();
      String name = String.valueOf(path.getFileName());
      boolean classes = !name.endsWith(".jar");
      if (classes || isOurs(path) || name.startsWith("jetty-") || name.startsWith("slf4j-")) {
        jars.add(path);
      }
    }
    return jars;
  }

  private static boolean isOurs(Path jar) {
    String name = String.valueOf(jar.getFileName());
    return name.startsWith("hq-") && name.endsWith(".jar");
  }
}
