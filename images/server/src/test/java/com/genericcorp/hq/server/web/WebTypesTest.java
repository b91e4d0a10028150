package com.genericcorp.hq.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** esbuild does not look at types: the TypeScript compiler does, where there is one. */
class WebTypesTest {
  private static final Path SOURCES = Path.of("src/main/web").toAbsolutePath();

  @Test
  void theTypesOfThePageAreRight() throws IOException, InterruptedException {
    Optional<Path> compiler = compiler();
    assumeThat(compiler)
        .as("no TypeScript compiler: run 'npm ci' in images/server/src/main/web (needs Node)")
        .isPresent();
    Process process =
        new ProcessBuilder(compiler.orElseThrow().toString(), "--noEmit", "--project", ".")
            .directory(SOURCES.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static Optional<Path> compiler() {
    Stream<Path> onPath =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1)).map(Path::of);
    return Stream.concat(Stream.of(SOURCES.resolve("node_modules/.bin")), onPath)
        .map(folder -> folder.resolve("tsc"))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
