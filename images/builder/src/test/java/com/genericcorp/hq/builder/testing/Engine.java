package com.genericcorp.hq.builder.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real Docker engine: the one that answers, else the shared tool's, started for the tests. */
public final class Engine implements AutoCloseable {
  private static final Path PROCESS = Path.of("/var/run/docker.pid");
  private static final int STOP_SECONDS = 30;

  private final boolean started;

  private Engine(boolean started) {
    this.started = started;
  }

  /** The engine, or nothing where there is none. */
  public static Optional<Engine> find() throws IOException, InterruptedException {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("images/image.schema.json"))) {
      root = root.getParent();
    }
    Path tool = root.resolveSibling("shared").resolve("tools/docker-engine");
    boolean start = !answers() && Files.isExecutable(tool);
    if (start) {
      Programs.run(tool.toString());
    }
    return answers() ? Optional.of(new Engine(start)) : Optional.empty();
  }

  private static boolean answers() throws IOException, InterruptedException {
    return Programs.find("docker").isPresent() && Programs.run("docker", "info").code() == 0;
  }

  /** Runs {@code docker} with these words. */
  public Programs.Ended run(String... words) throws IOException, InterruptedException {
    return run(List.of(words));
  }

  public Programs.Ended run(List<String> words) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("docker"));
    all.addAll(words);
    return Programs.run(Map.of(), all);
  }

  /** A value of a container or an image. */
  public String inspect(String name, String format) throws IOException, InterruptedException {
    return run("inspect", "--format", format, name).out().strip();
  }

  /** The container's health as soon as it is settled, or {@code starting} after two minutes. */
  public String health(String container) throws IOException, InterruptedException {
    String health = "starting";
    for (int attempt = 0; attempt < 600 && health.equals("starting"); attempt++) {
      Thread.sleep(200);
      health = inspect(container, "{{.State.Health.Status}}");
    }
    return health;
  }

  /** A port of this machine on which nothing listens yet. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Stops the engine if it was started here. */
  @Override
  public void close() throws Exception {
    if (started && Files.isReadable(PROCESS)) {
      Optional<ProcessHandle> engine =
          ProcessHandle.of(Long.parseLong(Files.readString(PROCESS).strip()));
      engine.ifPresent(ProcessHandle::destroy);
      if (engine.isPresent()) {
        ProcessHandle unused = engine.get().onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
      }
    }
  }
}
