package com.genericcorp.hq.server.isolation;

import static com.genericcorp.hq.server.serve.TestService.await;

import com.genericcorp.hq.server.Main;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.database.DatabaseSettings;
import com.genericcorp.hq.server.http.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code serve} as a process, on a database that is reached in whichever way. */
final class ServerProcess implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(40);

  final int port;
  private final Process process;
  private final Path log;

  private ServerProcess(int port, Process process, Path log) {
    this.port = port;
    this.process = process;
    this.log = log;
  }

  static ServerProcess start(Path folder, DatabaseSettings database) throws IOException {
    int port = freePort();
    Path log = folder.resolve("serve-" + port);
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve"));
    builder
        .environment()
        .putAll(
            Map.ofEntries(
                Map.entry("ENVIRONMENT", "test"),
                Map.entry("PUBLIC_HOST", "demo.localhost"),
                Map.entry("TENANT_HOST", "{slug}.demo.localhost"),
                Map.entry("BIND_ADDRESS", "127.0.0.1"),
                Map.entry("PORT", Integer.toString(port)),
                Map.entry("MANAGEMENT_PORT", Integer.toString(freePort())),
                Map.entry("TRUSTED_PROXIES", "1"),
                Map.entry("POOL_SIZE", "3"),
                Map.entry("TIERS", "{\"free\":{}}"),
                Map.entry("DATABASE_HOST", database.host()),
                Map.entry("DATABASE_PORT", Integer.toString(database.port())),
                Map.entry("DATABASE_NAME", database.name()),
                Map.entry("DATABASE_TLS", "disable"),
                Map.entry("GATEWAY_SECRET", TestInstallation.GATEWAY_SECRET.reveal())));
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new ServerProcess(port, process, log);
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  /** Waits until it can serve. */
  ServerProcess ready() {
    await("ready: " + log, SOON, this::isReady);
    return this;
  }

  private boolean isReady() {
    if (!process.isAlive()) {
      throw new AssertionError(log());
    }
    try {
      return RawHttp.exchange(
                  port, "GET /ready HTTP/1.1\r\nHost: demo.localhost\r\nConnection: close\r\n\r\n")
              .status()
          == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
