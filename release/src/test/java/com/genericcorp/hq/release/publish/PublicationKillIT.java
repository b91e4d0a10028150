package com.genericcorp.hq.release.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.release.sign.KeySource;
import com.genericcorp.hq.release.testing.GitHubServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real command in a process of its own, killed at its calls, before and after GitHub or the
 * remote has done what was asked. CI tries a fixed sample; {@code -Dhq.release.faults=all} all.
 */
class PublicationKillIT {
  private static final int KILLED = 137;
  private static final int SAMPLE = 9;

  @TempDir Path folder;
  private Stage stage;
  private Path secret;

  @BeforeEach
  void prepare() throws Exception {
    stage = new Stage(folder);
    stage.prepare("1.0.0");
    secret = Files.writeString(folder.resolve("secret"), stage.key.secretFile());
  }

  @AfterEach
  void stop() throws Exception {
    stage.close();
  }

  private Process start(GitHubServer server) throws Exception {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dhq.root=" + stage.remote.clone(),
            "-cp",
            classPath,
            "com.genericcorp.hq.cli.Hq",
            "release",
            "publish");
    builder.environment().putAll(server.environment());
    builder.environment().put(KeySource.FILE_VARIABLE, secret.toString());
    return builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("publish.log").toFile())
        .start();
  }

  private int ended(Process process) throws Exception {
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private void assertOneCompleteRelease(GitHubServer server, Object when) {
    assertThat(server.violations()).as("%s", when).isEmpty();
    assertThat(server.releases()).as("%s", when).containsExactly("v1.0.0 public latest 8");
    assertThat(stage.remote.atRemote("v1.0.0^{commit}"))
        .isEqualTo(stage.remote.git("rev-parse", "HEAD"));
  }

  @Test
  void killedAtACallTheSameCommandFinishesIt() throws Exception {
    int calls;
    try (GitHubServer server = stage.gitHub()) {
      assertThat(ended(start(server))).as(Files.readString(folder.resolve("publish.log"))).isZero();
      calls = server.calls().size();
      assertOneCompleteRelease(server, "nothing was killed");
    }
    List<String> tried = new ArrayList<>();
    for (int number = 0; number < 2 * calls; number++) {
      if (!PublicationFaultsIT.ALL && number % SAMPLE != 0) {
        continue;
      }
      int call = number / 2 + 1;
      boolean before = number % 2 == 0;
      tried.add(call + (before ? " before" : " after"));
      try (GitHubServer server = stage.gitHub()) {
        AtomicReference<Process> running = new AtomicReference<>();
        Runnable kill = () -> kill(running);
        server.at(call, before ? kill : () -> {}, before ? () -> {} : kill);
        synchronized (running) {
          running.set(start(server));
        }
        assertThat(ended(running.get())).as(tried.get(tried.size() - 1)).isEqualTo(KILLED);
        server.at(0, () -> {}, () -> {});
        stage.publish(server);
        assertOneCompleteRelease(server, tried.get(tried.size() - 1));
      }
    }
    assertThat(tried).hasSizeGreaterThanOrEqualTo(PublicationFaultsIT.ALL ? 2 * calls : 7);
  }

  private static void kill(AtomicReference<Process> running) {
    synchronized (running) {
      running.get().destroyForcibly();
      running.get().onExit().join();
    }
  }

  @Test
  void killedWhileTheTagIsPushedTheSameCommandFinishesIt() throws Exception {
    Path id = folder.resolve("process-id");
    for (String hook : List.of("pre-receive", "post-receive")) {
      // The hook waits for the process's id, which is known once it has been started.
      stage.remote.hook(
          hook,
          """
          while [ ! -s '%s' ]; do sleep 0.05; done
          kill -9 "$(cat '%s')"
          """
              .formatted(id, id));
      try (GitHubServer server = stage.gitHub()) {
        Process process = start(server);
        Files.writeString(id, Long.toString(process.pid()));
        assertThat(ended(process)).as(hook).isEqualTo(KILLED);
        stage.remote.hook(hook, "exit 0\n");
        assertThat(server.releases()).isEmpty();
        stage.publish(server);
        assertOneCompleteRelease(server, hook);
      }
      Files.delete(id);
      stage.remote.git("push", "--quiet", "--delete", "origin", "v1.0.0");
      stage.remote.git("tag", "--delete", "v1.0.0");
    }
  }
}
