package com.genericcorp.hq.server.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.commands.CommandProcess.Ended;
import com.genericcorp.hq.server.tenancy.ApiKey;
import com.genericcorp.hq.server.tenancy.ProbeKey;
import com.genericcorp.hq.server.tenancy.Slug;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code seed} with a secret in place of a file, and with neither. */
class SeedTest {
  private static final String SECRET = "s".repeat(64);

  @TempDir private Path folder;

  @Test
  void aSecretGivesTheProbesKeyAndIsNotShown() throws Exception {
    try (TestInstallation installation = TestInstallation.migrated()) {
      Ended ended = seed(installation, Map.of("PROBE_SECRET", SECRET), "seed");
      assertThat(ended.code()).as(ended.err()).isZero();
      ApiKey key = ProbeKey.of(SECRET);
      assertThat(
              installation.tenantAdministration.accepts(
                  installation.tenantAdministration.find(Slug.PROBE).orElseThrow(), key))
          .isTrue();
      assertThat(ended.out() + ended.err())
          .contains("PROBE_SECRET")
          .doesNotContain(SECRET, key.reveal());
      // With a file, too, the probe's key is the secret's.
      Path keys = folder.resolve("keys.json");
      Path secret = Files.writeString(folder.resolve("secret"), SECRET + "\n");
      Ended both =
          seed(
              installation,
              Map.of("PROBE_SECRET_FILE", secret.toString()),
              "seed",
              "--keys",
              keys.toString());
      assertThat(both.code()).as(both.err()).isZero();
      assertThat(Files.readString(keys)).contains(key.reveal());
    }
  }

  @Test
  void withNeitherNobodyCouldKnowTheKey() throws Exception {
    try (TestInstallation installation = TestInstallation.empty()) {
      Ended ended = seed(installation, Map.of(), "seed");
      assertThat(ended.code()).isEqualTo(2);
      assertThat(ended.err()).contains("--keys FILE", "PROBE_SECRET");
      Ended tooShort = seed(installation, Map.of("PROBE_SECRET", "short"), "seed");
      assertThat(tooShort.code()).isEqualTo(2);
      assertThat(tooShort.err()).contains("at least 32").doesNotContain("short:");
    }
  }

  private Ended seed(TestInstallation installation, Map<String, String> more, String... words)
      throws IOException, InterruptedException {
    return CommandProcess.start(folder, installation.database, more, words).end();
  }
}
