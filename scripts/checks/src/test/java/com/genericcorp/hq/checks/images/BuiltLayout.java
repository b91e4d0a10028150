package com.genericcorp.hq.checks.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.genericcorp.hq.builder.commands.ImagesCommands;
import com.genericcorp.hq.builder.testing.Programs;
import com.genericcorp.hq.cli.CommandRunner;
import com.genericcorp.hq.cli.Hq;
import com.genericcorp.hq.model.Repository;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Our images as a folder in OCI's layout, read without our own code. */
record BuiltLayout(Path folder, JsonNode manifest) {
  // Debian publishes when it likes; a new lock is somebody's work, and no fault of a test.
  private static final String LEFT_THE_MIRROR = "neither in the store";

  /** Runs {@code hq images build}; tests are skipped where the locked packages cannot be had. */
  static void build(String... words) {
    List<String> all = new ArrayList<>(List.of("images", "build"));
    all.addAll(List.of(words));
    StringWriter errors = new StringWriter();
    // As scripts/hq starts it: with the builder's commands alone.
    CommandLine hq = Hq.commandLine(List.of(new ImagesCommands()));
    hq.setErr(new PrintWriter(errors)).setOut(new PrintWriter(new StringWriter()));
    int exit = CommandRunner.run(hq, all.toArray(String[]::new));
    assumeTrue(
        !errors.toString().contains(LEFT_THE_MIRROR),
        () -> "images are not built, as packages are not to be had: " + errors);
    assertThat(exit).as(errors.toString()).isZero();
  }

  /** Builds what an {@link Installation} runs, and loads it into the engine. */
  static void loadAll() {
    build(
        "server",
        "postgres",
        "edge",
        "--output=docker",
        "--repository=" + Installation.REPOSITORY,
        "--tag=test");
  }

  /**
   * The server's image for one platform.
   *
   * @param work a folder of the test's own, so that what the user has built stays as it is
   */
  static BuiltLayout ofServer(Path work, String platform) throws IOException {
    Path root = Repository.find().root();
    Path own = Files.createDirectories(work.resolve("repository"));
    for (String name : List.of("images", "environments", "release")) {
      if (!Files.exists(own.resolve(name))) {
        Files.createSymbolicLink(own.resolve(name), root.resolve(name));
      }
    }
    System.setProperty(Repository.PROPERTY, own.toString());
    try {
      build("server", "--platform=" + platform, "--output=oci");
    } finally {
      System.clearProperty(Repository.PROPERTY);
    }
    Path folder = own.resolve(".hq/images/server");
    JsonNode top = json(folder.resolve("index.json"));
    while (top.has("manifests")) {
      assertThat(top.path("manifests")).hasSize(1);
      top = json(blob(folder, top.path("manifests").get(0)));
    }
    return new BuiltLayout(folder, top);
  }

  /** Unpacks the layers, one over the other, with the machine's own tar. */
  Path unpack(Path root) throws IOException, InterruptedException {
    Files.createDirectories(root);
    for (JsonNode layer : manifest.path("layers")) {
      Programs.Ended ended =
          Programs.run(
              "tar",
              "--extract",
              "--gzip",
              "--no-same-owner",
              "--file",
              blob(folder, layer).toString(),
              "--directory",
              root.toString());
      assertThat(ended.code()).as(ended.err()).isZero();
    }
    return root;
  }

  private static Path blob(Path folder, JsonNode descriptor) {
    return folder
        .resolve("blobs/sha256")
        .resolve(descriptor.path("digest").asText().replaceFirst("^sha256:", ""));
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }
}
