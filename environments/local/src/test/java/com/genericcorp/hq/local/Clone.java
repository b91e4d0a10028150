package com.genericcorp.hq.local;

import com.genericcorp.hq.cli.files.Trees;
import com.genericcorp.hq.local.processes.LocalProcess;
import com.genericcorp.hq.local.processes.LocalProcesses;
import com.genericcorp.hq.local.state.LocalState;
import com.genericcorp.hq.local.up.Described;
import com.genericcorp.hq.postgres.PostgresCluster;
import com.genericcorp.hq.postgres.process.ProcessIdentity;
import com.genericcorp.hq.postgres.process.ProcessTable;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A clone of the repository, as far as {@code hq up} looks: the environments' descriptions, and the
 * server that is built in this one. It has ports and a state of its own.
 */
final class Clone implements AutoCloseable {
  private static final Path MODULE = Path.of("").toAbsolutePath();

  final Path root;
  final LocalState state;
  final int httpsPort = freePort();
  final int httpPort = freePort();

  /** How a command ended, and what it printed. */
  record Ended(int exit, String out, String err, long millis) {}

  private final List<String> as;
  private String classPath = classPath();

  Clone() throws IOException {
    this(List.of());
  }

  /** A clone on which somebody else works: the words that make a command theirs. */
  Clone(List<String> as) throws IOException {
    this.as = List.copyOf(as);
    Path jar = Described.root().resolve("images/server/target/agenthq-server.jar");
    Assumptions.assumeTrue(
        Files.isRegularFile(jar), "the server is not built: mvn -pl images/server -am package");
    root = Files.createTempDirectory("hq clone ").toRealPath();
    state = LocalState.of(root, "local");
    Path environments = Files.createDirectory(root.resolve("environments"));
    try (Stream<Path> files = Files.list(Described.root().resolve("environments"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, environments.resolve(file.getFileName()));
      }
    }
    Files.createSymbolicLink(root.resolve("images"), Described.root().resolve("images"));
  }

  /** The command as {@code scripts/hq} starts it. */
  List<String> command(String... words) throws IOException {
    List<String> command = new ArrayList<>(as);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-Dhq.root=" + root, "-cp", classPath));
    command.add("com.genericcorp.hq.cli.Hq");
    command.addAll(List.of(words));
    return command;
  }

  private static String classPath() throws IOException {
    Path target = MODULE.resolve("target");
    try (Stream<Path> files = Files.list(target)) {
      Path jar =
          files
              .filter(file -> file.toString().matches(".*/hq-[a-z-]+-[^/]*\\.jar"))
              .findFirst()
              .orElseThrow();
      return jar + File.pathSeparator + Files.readString(target.resolve("hq.classpath")).strip();
    }
  }

  /** Copies what this clone uses of the user's home and of the repository, and opens it to all. */
  void copyForEverybody() throws IOException {
    Path copies = Files.createDirectory(root.resolve("copies"));
    List<String> path = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator)) {
      // Some names come twice, from different folders.
      Path copy = Files.createDirectory(copies.resolve("" + path.size()));
      Path jar = Path.of(entry);
      path.add(Files.copy(jar, copy.resolve(jar.getFileName())).toString());
    }
    classPath = String.join(File.pathSeparator, path);
    Path built = root.resolve("images").toRealPath().resolve("server/target");
    Files.delete(root.resolve("images"));
    Path target = Files.createDirectories(root.resolve("images/server/target"));
    Files.copy(built.resolve("agenthq-server.jar"), target.resolve("agenthq-server.jar"));
    Path libraries = Files.createDirectory(target.resolve("lib"));
    try (Stream<Path> files = Files.list(built.resolve("lib"))) {
      for (Path file : files.toList()) {
        Files.copy(file, libraries.resolve(file.getFileName()));
      }
    }
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  /** {@code up} with this clone's ports. */
  String[] up(String... more) {
    List<String> words = new ArrayList<>(List.of("up", "local"));
    words.addAll(List.of("--https-port", "" + httpsPort, "--http-port", "" + httpPort));
    words.addAll(List.of(more));
    return words.toArray(new String[0]);
  }

  Process start(Path out, String... words) throws IOException {
    return new ProcessBuilder(command(words))
        .directory(root.toFile())
        .redirectOutput(out.toFile())
        .redirectError(new File(out + ".err"))
        .redirectInput(new File("/dev/null"))
        .start();
  }

  /** Runs a command to its end. */
  Ended run(String... words) throws IOException, InterruptedException {
    Path out = Files.createTempFile(root, "out", "");
    long start = System.nanoTime();
    Process process = start(out, words);
    if (!process.waitFor(3, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException(String.join(" ", words) + " does not end");
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    return new Ended(
        process.exitValue(),
        Files.readString(out),
        Files.readString(Path.of(out + ".err")),
        millis);
  }

  /** Runs a shell script in the clone, as somebody who pastes it. */
  Ended shell(String script) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-c", script)
            .directory(root.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out, "", 0);
  }

  /** Server, edge and jobs that run. */
  List<LocalProcess> processes() {
    return new LocalProcesses(state.folder()).all();
  }

  /** Every process that has to do with this clone, PostgreSQL's children included. */
  List<ProcessIdentity> everyProcess() {
    Path data = state.postgres().resolve("data");
    return ProcessTable.ofThisMachine().all().stream()
        .filter(
            seen ->
                seen.command().contains(root.toString())
                    || seen.folder().filter(data::equals).isPresent())
        .map(ProcessTable.Seen::identity)
        .toList();
  }

  boolean databaseRuns() {
    return PostgresCluster.runningIn(state.postgres()).isPresent();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    } catch (IOException problem) {
      throw new java.io.UncheckedIOException(problem);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      run("down", "local");
    } catch (InterruptedException problem) {
      Thread.currentThread().interrupt();
    }
    Trees.delete(root);
  }
}
