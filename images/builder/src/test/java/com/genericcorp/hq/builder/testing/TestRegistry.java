package com.genericcorp.hq.builder.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** Debian's docker-registry on a free loopback port. */
public final class TestRegistry implements AutoCloseable {
  private final Process process;
  private final int port;
  private final Path log;

  private TestRegistry(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /** Starts it with its data in a folder; the test is skipped where it is not installed. */
  public static TestRegistry start(Path folder) throws Exception {
    return start(folder, "");
  }

  /** A registry that knows one user. */
  public static TestRegistry start(Path folder, String user, String password) throws Exception {
    String hash = OpenBSDBCrypt.generate("2y", password.toCharArray(), new byte[16], 4);
    Path users = Files.writeString(folder.resolve("users"), user + ":" + hash + "\n");
    return start(folder, "auth: { htpasswd: { realm: test, path: %s } }".formatted(users));
  }

  private static TestRegistry start(Path folder, String more) throws Exception {
    Optional<Path> program = Programs.find("docker-registry");
    assumeTrue(program.isPresent(), "no docker-registry on the path: nothing is pushed or pulled");
    int port = Engine.freePort();
    Path config = folder.resolve("registry.yml");
    Files.writeString(
        config,
        """
        version: 0.1
        log: { accesslog: { disabled: false }, level: info }
        storage: { filesystem: { rootdirectory: %s } }
        http: { addr: 127.0.0.1:%d }
        %s
        """
            .formatted(folder.resolve("registry"), port, more));
    Path log = folder.resolve("registry.log");
    Process process =
        new ProcessBuilder(program.get().toString(), "serve", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    TestRegistry registry = new TestRegistry(process, port, log);
    for (int attempt = 0; attempt < 200; attempt++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return registry;
      } catch (IOException notYet) {
        Thread.sleep(50);
      }
    }
    registry.close();
    throw new IllegalStateException("no registry: " + Files.readString(log));
  }

  public int port() {
    return port;
  }

  public String host() {
    return "127.0.0.1:" + port;
  }

  /** How often a method was asked for a path that has some words. */
  public long requests(String method, String part) throws IOException {
    try (var lines = Files.lines(log)) {
      return lines
          .filter(line -> line.contains("\"" + method + " /v2/") && line.contains(part))
          .count();
    }
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
