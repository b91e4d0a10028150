package com.genericcorp.hq.builder.spec;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image as its {@code image.yaml} describes it; the file was found without fault.
 *
 * @param name the folder's name: {@code server}
 * @param folder where {@code image.yaml} and its files are
 * @param program the words that start it; empty for a Java application, which has its own
 * @param command words behind them unless a user gives others
 * @param ports TCP
 * @param volumes absolute; the only folders that are written to
 */
public record ImageSpec(
    String name,
    Path folder,
    String description,
    List<ImagePlatform> platforms,
    Base base,
    List<CopiedFile> files,
    Optional<JavaApplication> java,
    List<String> program,
    List<String> command,
    User user,
    Map<String, String> environment,
    List<Integer> ports,
    List<String> volumes,
    String workingDirectory,
    String stopSignal,
    Optional<HealthCheck> healthCheck,
    Map<String, String> labels) {

  /**
   * What the image begins with.
   *
   * @param packages Debian packages; empty with a registry's image
   * @param exclude dependencies that are left out, each with its reason
   * @param wins for paths that several packages have: which of them has it
   * @param jre a Java runtime linked of few modules
   * @param image a registry's image, {@code name@sha256:…}
   */
  public record Base(
      List<String> packages,
      Map<String, String> exclude,
      Map<String, String> wins,
      Optional<Jre> jre,
      Optional<String> image) {}

  /**
   * A reduced Java runtime.
   *
   * @param release Debian's {@code openjdk-<release>}
   */
  public record Jre(int release, List<String> modules) {}

  /**
   * A file of the image's folder.
   *
   * @param to absolute
   * @param mode permission bits; the owner is root
   */
  public record CopiedFile(Path from, String to, int mode) {}

  /**
   * Jars of a Maven module.
   *
   * @param module its folder: {@code images/server}
   * @param jar its jar's name in {@code target}
   * @param beside programs of other modules that share its folder and dependencies; they have no
   *     JVM options
   */
  public record JavaApplication(
      String module,
      String jar,
      String mainClass,
      List<String> jvmOptions,
      List<JavaApplication> beside) {}

  /** Who the program runs as. */
  public record User(String name, int uid, int gid, String home) {}

  /** The command whose exit code 0 says that the program is well; times in seconds. */
  public record HealthCheck(
      List<String> command, int interval, int timeout, int startPeriod, int retries) {}
}
