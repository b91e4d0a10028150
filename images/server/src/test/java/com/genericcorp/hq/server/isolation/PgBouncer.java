package com.genericcorp.hq.server.isolation;

import static com.genericcorp.hq.server.serve.TestService.await;

import com.genericcorp.hq.postgres.process.Program;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.database.DatabaseSettings;
import com.genericcorp.hq.server.database.DerivedPassword;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Debian's PgBouncer in transaction mode before a test's database, on a free port of the loopback
 * address: every transaction may get another server connection, and few are shared by all.
 */
final class PgBouncer implements AutoCloseable {
  /** Server connections for each gateway. */
  static final int POOL = 2;

  private static final String NOBODY = "65534";

  final int port;
  private final Process process;
  private final Path folder;

  private PgBouncer(int port, Process process, Path folder) {
    this.port = port;
    this.process = process;
    this.folder = folder;
  }

  /** The program, where it is installed. */
  static Optional<Path> program() {
    // Where Debian has it, which is on no plain user's path.
    return Program.find("pgbouncer")
        .or(() -> Optional.of(Path.of("/usr/sbin/pgbouncer")).filter(Files::isExecutable));
  }

  static PgBouncer start(TestInstallation installation) throws IOException {
    DatabaseSettings database = installation.settings;
    Path folder = Files.createTempDirectory("hq-pgbouncer-");
    // It refuses to be root, and who it is then must read its files; they hold a test's secrets.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    StringBuilder users = new StringBuilder();
    for (int cohort : List.of(1, 2)) {
      String user = installation.administration.names().gateway(cohort);
      String password = DerivedPassword.of(TestInstallation.GATEWAY_SECRET.reveal(), user);
      users.append('"').append(user).append("\" \"").append(password).append("\"\n");
    }
    write(folder.resolve("users"), users.toString());
    Path settings = folder.resolve("pgbouncer.ini");
    write(
        settings,
        """
        [databases]
        %1$s = host=%2$s port=%3$d dbname=%1$s
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %4$d
        unix_socket_dir =
        auth_type = scram-sha-256
        auth_file = %5$s
        pool_mode = transaction
        default_pool_size = %6$d
        max_client_conn = 300
        ignore_startup_parameters = extra_float_digits
        """
            .formatted(
                database.name(),
                database.host(),
                database.port(),
                port,
                folder.resolve("users"),
                POOL));
    Process process =
        new ProcessBuilder(command(settings))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    PgBouncer started = new PgBouncer(port, process, folder);
    await("PgBouncer", Duration.ofSeconds(20), started::listens);
    return started;
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }

  private static List<String> command(Path settings) {
    List<String> words = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      words.addAll(
          List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--"));
    }
    words.add(program().orElseThrow().toString());
    words.add(settings.toString());
    return words;
  }

  private boolean listens() {
    if (!process.isAlive()) {
      throw new AssertionError(log());
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException problem) {
      throw new IllegalStateException(problem);
    }
  }

  /** The installation's database by way of this. */
  DatabaseSettings before(TestInstallation installation) {
    return new DatabaseSettings(
        "127.0.0.1", port, installation.settings.name(), DatabaseSettings.Tls.DISABLE, "");
  }

  @Override
  public void close() throws IOException {
    try {
      process.destroy();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    for (String name : List.of("users", "pgbouncer.ini", "log")) {
      Files.deleteIfExists(folder.resolve(name));
    }
    Files.deleteIfExists(folder);
  }
}
