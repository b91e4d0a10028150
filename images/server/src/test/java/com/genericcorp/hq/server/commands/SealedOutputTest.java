package com.genericcorp.hq.server.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.cli.sealed.SealedReader;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.commands.CommandProcess.Ended;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands print for one reader, where their output is kept as a log. */
class SealedOutputTest {
  private static TestInstallation installation;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    installation = TestInstallation.migrated();
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  @Test
  void aKeyThatIsMadeIsInNoLine() throws Exception {
    SealedReader reader = new SealedReader();
    Ended made = run(reader.publicKey(), "tenants", "create", "north-wind", "--json");
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(made.err()).isEmpty();
    assertThat(made.out().lines()).isNotEmpty().allMatch(SealedReader::isSealed);
    String key = Json.mapper().readTree(opened(reader, made.out())).path("apiKey").asText();
    assertThat(key).startsWith("ahq_");
    assertThat(made.out()).doesNotContain("ahq_").doesNotContain(key.substring(key.length() - 8));
  }

  @Test
  void aLinkThatIsMadeIsInNoLine() throws Exception {
    installation.create("south-wind");
    SealedReader reader = new SealedReader();
    Ended invited =
        run(
            reader.publicKey(),
            "users",
            "invite",
            "south-wind",
            "ada@example.com",
            "--role",
            "owner");
    assertThat(invited.code()).as(invited.err()).isZero();
    assertThat(invited.out() + invited.err()).doesNotContain("https://");
    assertThat(opened(reader, invited.out())).contains("https://").contains("ada@example.com");
  }

  @Test
  void errorsStayPlainAndTheOutputHasItsEnd() throws Exception {
    SealedReader reader = new SealedReader();
    Ended refused = run(reader.publicKey(), "tenants", "create", "North Wind");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("cannot be an organisation's name");
    assertThat(opened(reader, refused.out())).isEmpty();
  }

  @Test
  void helpIsSealedAsAllElse() throws Exception {
    SealedReader reader = new SealedReader();
    Ended help = run(reader.publicKey(), "tenants", "--help");
    assertThat(opened(reader, help.out())).contains("Usage: agenthq tenants");
  }

  @Test
  void withAKeyThatIsNoneNothingIsDone() throws Exception {
    Ended refused = run("bm8ga2V5", "tenants", "create", "west-wind");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("OUTPUT_KEY is no public key of X25519");
    assertThat(installation.value("select count(*) from public.tenants where slug = 'west-wind'"))
        .isEqualTo("0");
  }

  private static String opened(SealedReader reader, String lines) {
    lines.lines().forEach(reader::accept);
    return new String(reader.output(), StandardCharsets.UTF_8);
  }

  private Ended run(String key, String... words) throws IOException, InterruptedException {
    Map<String, String> more = new HashMap<>();
    more.put("OUTPUT_KEY", key);
    more.put("PUBLIC_HOST", "demo.example.com");
    more.put("TIERS", "{\"free\":{\"agents\":5}}");
    return CommandProcess.start(folder, installation.database, more, words).end();
  }
}
