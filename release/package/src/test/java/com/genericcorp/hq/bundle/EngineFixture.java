package com.genericcorp.hq.bundle;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.genericcorp.hq.builder.testing.Engine;
import com.genericcorp.hq.builder.testing.Programs;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A real engine with Compose, on which the package is installed. */
abstract class EngineFixture {
  @TempDir static Path shared;
  static Engine engine;

  @BeforeAll
  static void findTheEngine() throws Exception {
    Optional<Engine> found = Engine.find();
    assumeTrue(found.isPresent(), "no Docker engine: the package is not installed");
    engine = found.get();
    assumeTrue(
        Programs.run("docker", "compose", "version").code() == 0,
        "no Compose plugin: the package is not installed");
  }

  @AfterAll
  static void stopTheEngineThatWasStarted() throws Exception {
    if (engine != null) {
      engine.close();
    }
  }
}
