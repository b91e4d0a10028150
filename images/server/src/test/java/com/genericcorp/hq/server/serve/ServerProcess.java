package com.genericcorp.hq.server.serve;

import com.genericcorp.hq.server.Main;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.database.DatabaseSettings;
import com.genericcorp.hq.server.http.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** {@code serve} as a process that a test may kill and start again on its port. */
public final class ServerProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final DatabaseSettings database;
  private final Map<String, String> more;
  private final Path log;
  private final int port = freePort();
  private final int managementPort = freePort();
  private Process process;

  /**
   * Starts a server.
   *
   * @param log what it writes is added to this file
   * @param more variables beside those of the database
   */
  public ServerProcess(DatabaseSettings database, Path log, Map<String, String> more) {
    this.database = database;
    this.log = log;
    this.more = more;
    this.process = start();
  }

  public int port() {
    return port;
  }

  /** As a crash ends it ({@code SIGKILL}). */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  public void startAgain() {
    process = start();
  }

  public void awaitReady() {
    try {
      TestService.await("ready", PATIENCE, this::isReady);
    } catch (AssertionError late) {
      throw new AssertionError(written(), late);
    }
  }

  private String written() {
    try {
      return Files.readString(log);
    } catch (IOException problem) {
      return problem.toString();
    }
  }

  private boolean isReady() {
    try {
      return RawHttp.exchange(port, "GET /ready HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").status()
          == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  private Process start() {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "serve");
    Map<String, String> variables = builder.environment();
    variables.put("ENVIRONMENT", "test");
    variables.put("PUBLIC_HOST", TestService.HOST);
    variables.put("TENANT_HOST", "{slug}." + TestService.HOST);
    variables.put("BIND_ADDRESS", "127.0.0.1");
    variables.put("PORT", Integer.toString(port));
    variables.put("MANAGEMENT_PORT", Integer.toString(managementPort));
    variables.put("DATABASE_HOST", database.host());
    variables.put("DATABASE_PORT", Integer.toString(database.port()));
    variables.put("DATABASE_NAME", database.name());
    variables.put("DATABASE_TLS", "disable");
    variables.put("GATEWAY_SECRET", TestInstallation.GATEWAY_SECRET.reveal());
    variables.putAll(more);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.redirectErrorStream(true);
    try {
      return builder.start();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
