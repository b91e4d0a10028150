package com.genericcorp.hq.release.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Debian's docker-registry on a free loopback port. */
public record TestRegistry(Process process, String host) implements AutoCloseable {
  /** Starts it with its data in a folder. */
  public static TestRegistry start(Path folder) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String config =
        "{version: 0.1, storage: {filesystem: {rootdirectory: '%s'}}, http: {addr: '127.0.0.1:%d'}}";
    Path file =
        Files.writeString(
            folder.resolve("registry.yml"), config.formatted(folder.resolve("registry"), port));
    Process process =
        new ProcessBuilder("docker-registry", "serve", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("registry.log").toFile())
            .start();
    TestRegistry registry = new TestRegistry(process, "127.0.0.1:" + port);
    for (int attempt = 0; attempt < 200; attempt++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return registry;
      } catch (IOException notYet) {
        Thread.sleep(50);
      }
    }
    registry.close();
    throw new IllegalStateException(Files.readString(folder.resolve("registry.log")));
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
