package com.genericcorp.hq.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.database.DatabaseSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariablesTest {
  @TempDir Path folder;

  @Test
  void everyFaultIsSaidAtOnce() {
    Variables variables =
        new Variables(
            Map.of("DATABASE_PORT", "99999", "DATABASE_TLS", "maybe", "DATABASE_HOST", " "));
    DatabaseSettings.of(variables);
    variables.secret("GATEWAY_SECRET");
    assertThatThrownBy(variables::check)
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            """
            the environment's variables cannot be used:
              DATABASE_HOST is not set
              DATABASE_PORT is '99999': give a whole number from 1 to 65535
              DATABASE_NAME is not set
              DATABASE_TLS is 'maybe': give one of disable, require, verify-full
              DATABASE_CA_FILE is not set
              GATEWAY_SECRET is not set (nor GATEWAY_SECRET_FILE)""");
  }

  @Test
  void aSecretInAFileIsReadAnewEachTime() throws Exception {
    Path file = Files.writeString(folder.resolve("secret"), "one\n");
    Secret secret = new Variables(Map.of("KEY_FILE", file.toString())).secret("KEY");
    assertThat(secret.reveal()).isEqualTo("one");
    Files.writeString(file, "two");
    assertThat(secret.reveal()).isEqualTo("two");
    Files.writeString(file, "\n");
    assertThatThrownBy(secret::reveal).isInstanceOf(Failed.class).hasMessageContaining("is empty");
    Files.delete(file);
    assertThatThrownBy(secret::reveal)
        .isInstanceOf(Failed.class)
        .hasMessageStartingWith("KEY_FILE: " + file + " cannot be read");
  }

  @Test
  void aSecretIsNeverPrinted() {
    Variables variables = new Variables(Map.of("KEY", "hidden", "KEY_FILE", "elsewhere"));
    assertThat(variables.secret("KEY").toString()).doesNotContain("hidden");
    assertThatThrownBy(variables::check)
        .hasMessageContaining("KEY and KEY_FILE are both set")
        .hasMessageNotContaining("hidden");
  }
}
