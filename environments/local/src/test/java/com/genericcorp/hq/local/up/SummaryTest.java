package com.genericcorp.hq.local.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private static final Path CLONE = Path.of("/home/me/clone");
  private static final Summary SUMMARY =
      new Summary(
          Described.local(),
          new PublicPorts(8443, 8080),
          CLONE.resolve(".hq/local/certificates/ca.pem"),
          CLONE.resolve(".hq/local/keys.json"));

  @Test
  void saysEachAddressAndFitsATerminal() {
    String text = SUMMARY.print(CLONE);
    assertThat(text)
        .contains("local runs, verified: https://demo.localhost:8443\n")
        .contains("  acme     https://acme.demo.localhost:8443\n")
        .contains("  initech  https://initech.demo.localhost:8443\n")
        .contains("  Each signs you in with one click.")
        .contains("  API keys     .hq/local/keys.json\n");
    assertThat(text.lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void readsTheKeyFromItsFileInsteadOfPrintingIt() {
    assertThat(SUMMARY.print(CLONE))
        .contains("key=$(sed -n 's/.*\"acme\" *: *\"\\([^\"]*\\)\".*/\\1/p' .hq/local/keys.json)")
        .contains("curl --cacert .hq/local/certificates/ca.pem")
        .contains("https://acme.demo.localhost:8443/api/tasks");
  }

  @Test
  void anotherWorkingFolderGetsWholePathsQuotedWhereNeeded() {
    assertThat(SUMMARY.print(Path.of("/"))).contains("--cacert home/me/clone/.hq");
    assertThat(SUMMARY.print(Path.of("/elsewhere")))
        .contains("--cacert /home/me/clone/.hq/local/certificates/ca.pem");
    Summary blank =
        new Summary(
            SUMMARY.environment(), SUMMARY.ports(), Path.of("/my clone/ca.pem"), SUMMARY.keys());
    assertThat(blank.print(Path.of("/elsewhere"))).contains("--cacert '/my clone/ca.pem'");
  }
}
