package com.genericcorp.hq.builder.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.build.BuiltImage;
import com.genericcorp.hq.builder.oci.Layout;
import com.genericcorp.hq.builder.oci.OciImage;
import com.genericcorp.hq.builder.testing.Programs;
import com.genericcorp.hq.builder.testing.TestImages;
import com.genericcorp.hq.cli.Failed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real engine: the shared tool's, else this machine's. */
class DockerEngineTest {
  private static final Path PROCESS = Path.of("/var/run/docker.pid");
  private static boolean started;

  @TempDir Path folder;

  @BeforeAll
  static void startTheEngine() throws Exception {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("images/image.schema.json"))) {
      root = root.getParent();
    }
    Path tool = root.resolveSibling("shared").resolve("tools/docker-engine");
    boolean running =
        Programs.find("docker").isPresent() && Programs.run("docker", "info").code() == 0;
    if (!running && Files.isExecutable(tool)) {
      Programs.run(tool.toString());
      started = true;
    }
    assumeTrue(
        Programs.find("docker").isPresent() && Programs.run("docker", "info").code() == 0,
        "no Docker engine: loading is not tested");
  }

  @AfterAll
  static void stopWhatWasStarted() throws Exception {
    if (started && Files.isReadable(PROCESS)) {
      Optional<ProcessHandle> engine =
          ProcessHandle.of(Long.parseLong(Files.readString(PROCESS).strip()));
      engine.ifPresent(ProcessHandle::destroy);
      if (engine.isPresent()) {
        ProcessHandle unused = engine.get().onExit().get(30, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void anEngineLoadsTheImageUnderItsIdAndRunsItHealthyOnAReadOnlyRoot() throws Exception {
    Optional<TestImages> images = TestImages.withProgram(folder);
    assumeTrue(images.isPresent(), "no gcc: nothing to run");
    BlobStore store = new BlobStore(folder.resolve("store"));
    BuiltImage built = images.get().build(store);
    OciImage image = built.images().images().get(0);
    String reference = "hq-test/small:" + image.manifest().digest().abbreviated();
    Layout layout = new Layout(store, built.images(), reference);
    String container = "hq-test-" + image.manifest().digest().abbreviated();
    try {
      assertThat(new DockerEngine().load(image, layout, reference)).isTrue();
      assertThat(new DockerEngine().load(image, layout, reference)).isFalse();
      Programs.Ended started =
          Programs.run(
              "docker",
              "run",
              "--detach",
              "--network=none",
              "--read-only",
              "--cap-drop=ALL",
              "--name",
              container,
              reference);
      assertThat(started.code()).as(started.err()).isZero();
      String health = "starting";
      for (int attempt = 0; attempt < 100 && health.equals("starting"); attempt++) {
        Thread.sleep(200);
        health = inspect(container, "{{.State.Health.Status}}");
      }
      assertThat(health).isEqualTo("healthy");
      assertThat(inspect(container, "{{.Config.User}}")).isEqualTo("10009:10009");
      assertThat(Programs.run("docker", "logs", container).out()).isEqualTo("hello\n");
      assertThat(Programs.run("docker", "stop", "--time=10", container).code()).isZero();
      assertThat(inspect(container, "{{.State.ExitCode}}")).isEqualTo("0");
    } finally {
      Programs.run("docker", "rm", "--force", "--volumes", container);
      Programs.run("docker", "image", "rm", "--force", reference);
    }
  }

  @Test
  void theTarIsLoadedByTheCommandThatUsersType() throws Exception {
    BlobStore store = new BlobStore(folder.resolve("store"));
    BuiltImage built = TestImages.in(folder).build(store);
    OciImage image = built.images().images().get(0);
    Path tar = folder.resolve("small.tar");
    new Layout(store, built.images(), "hq-test/tar:1").writeTar(tar);
    try {
      Programs.Ended loaded = Programs.run("docker", "load", "--input", tar.toString());
      assertThat(loaded.code()).as(loaded.err()).isZero();
      assertThat(inspect("hq-test/tar:1", "{{.Id}}"))
          .isIn(image.config().digest() + "", image.manifest().digest() + "");
      assertThat(inspect("hq-test/tar:1", "{{.Config.Healthcheck.Test}}"))
          .isEqualTo("[CMD /usr/bin/program check]");
    } finally {
      Programs.run("docker", "image", "rm", "--force", "hq-test/tar:1");
    }
  }

  @Test
  void aMissingProgramIsNamed() throws Exception {
    BlobStore store = new BlobStore(folder.resolve("store"));
    BuiltImage built = TestImages.in(folder).build(store);
    Layout layout = new Layout(store, built.images(), "hq-test/tar:1");
    assertThatThrownBy(
            () ->
                new DockerEngine("no-such-docker")
                    .load(built.images().images().get(0), layout, "hq-test/tar:1"))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("install Docker, or build with '--output tar'");
  }

  private static String inspect(String name, String format) throws Exception {
    return Programs.run("docker", "inspect", "--format", format, name).out().strip();
  }
}
