package com.genericcorp.hq.builder.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.build.BuiltImage;
import com.genericcorp.hq.builder.oci.Layout;
import com.genericcorp.hq.builder.oci.OciImage;
import com.genericcorp.hq.builder.testing.Engine;
import com.genericcorp.hq.builder.testing.Programs;
import com.genericcorp.hq.builder.testing.TestImages;
import com.genericcorp.hq.cli.Failed;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real engine: the shared tool's, else this machine's. */
class DockerEngineTest {
  private static Engine engine;

  @TempDir Path folder;

  @BeforeAll
  static void findTheEngine() throws Exception {
    Optional<Engine> found = Engine.find();
    assumeTrue(found.isPresent(), "no Docker engine: loading is not tested");
    engine = found.get();
  }

  @AfterAll
  static void stopWhatWasStarted() throws Exception {
    if (engine != null) {
      engine.close();
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
          engine.run(
              "run",
              "--detach",
              "--network=none",
              "--read-only",
              "--cap-drop=ALL",
              "--name",
              container,
              reference);
      assertThat(started.code()).as(started.err()).isZero();
      assertThat(engine.health(container)).isEqualTo("healthy");
      assertThat(engine.inspect(container, "{{.Config.User}}")).isEqualTo("10009:10009");
      assertThat(engine.run("logs", container).out()).isEqualTo("hello\n");
      assertThat(engine.run("stop", "--time=10", container).code()).isZero();
      assertThat(engine.inspect(container, "{{.State.ExitCode}}")).isEqualTo("0");
    } finally {
      engine.run("rm", "--force", "--volumes", container);
      engine.run("image", "rm", "--force", reference);
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
      Programs.Ended loaded = engine.run("load", "--input", tar.toString());
      assertThat(loaded.code()).as(loaded.err()).isZero();
      assertThat(engine.inspect("hq-test/tar:1", "{{.Id}}"))
          .isIn(image.config().digest() + "", image.manifest().digest() + "");
      assertThat(engine.inspect("hq-test/tar:1", "{{.Config.Healthcheck.Test}}"))
          .isEqualTo("[CMD /usr/bin/program check]");
    } finally {
      engine.run("image", "rm", "--force", "hq-test/tar:1");
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
}
