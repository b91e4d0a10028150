package com.genericcorp.hq.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.cli.CommandRunner;
import com.genericcorp.hq.cli.Hq;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the command says before there is anything to play. */
class TourCommandTest {
  @TempDir Path root;

  private final StringWriter said = new StringWriter();

  @BeforeEach
  void aRepositoryWhereNothingRuns() throws IOException {
    Path environments = Files.createDirectory(root.resolve("environments"));
    Path described = Path.of("").toAbsolutePath().resolve("../../environments").normalize();
    try (Stream<Path> files = Files.list(described)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, environments.resolve(file.getFileName()));
      }
    }
    System.setProperty("hq.root", root.toString());
  }

  @AfterEach
  void forget() {
    System.clearProperty("hq.root");
  }

  @Test
  void anEnvironmentThatDoesNotRunIsNamedWithItsRemedy() {
    assertThat(run("tour", "local", "--auto")).isEqualTo(1);
    assertThat(said.toString()).contains("local does not run", "scripts/hq up local --detach");
  }

  @Test
  void elsewhereTheKeysAreNeeded() {
    assertThat(run("tour", "demo", "--auto")).isEqualTo(2);
    assertThat(said.toString()).contains("--keys");
  }

  @Test
  void keysThatLackAnOrganisationAreNamed() throws IOException {
    Path keys = Files.writeString(root.resolve("keys.json"), "{\"probe\": \"a\", \"acme\": \"b\"}");
    assertThat(run("tour", "demo", "--auto", "--keys", keys.toString())).isEqualTo(2);
    assertThat(said.toString()).contains("globex").doesNotContain("\"b\"");
  }

  private int run(String... words) {
    CommandLine hq = Hq.commandLine();
    hq.setErr(new PrintWriter(said)).setOut(new PrintWriter(said));
    return CommandRunner.run(hq, words);
  }
}
