package com.genericcorp.hq.verify.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret-key\n",
        "{\"probe\":\"secret-key\"}",
        " {\n\"probe\": \"secret-key\"\n}\n"
      })
  void holdsTheKeyAloneOrByOrganisation(String text) throws Exception {
    assertThat(KeyFile.read(write(text), "probe").reveal()).isEqualTo("secret-key");
  }

  @Test
  void withoutAKeyForTheOrganisationItIsRefused() throws Exception {
    assertThatThrownBy(() -> KeyFile.read(write("{\"acme\":\"secret-key\"}"), "probe"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("has no key for the organisation 'probe'")
        .hasMessageNotContaining("secret-key");
  }

  @Test
  void halfWrittenItIsRefusedWithoutItsText() throws Exception {
    assertThatThrownBy(() -> KeyFile.read(write("{\n\"probe\":\"secret-key"), "probe"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("is no JSON (line 2)")
        .hasMessageNotContaining("secret-key")
        .hasNoCause();
  }

  @Test
  void itMustBeThere() {
    assertThatThrownBy(() -> KeyFile.read(folder.resolve("none"), "probe"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("none is not there");
  }

  @Test
  void aFolderIsNone() {
    assertThatThrownBy(() -> KeyFile.read(folder, "probe"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void somethingLargeIsNone() throws Exception {
    assertThatThrownBy(() -> KeyFile.read(write("x".repeat(2_000_000)), "probe"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("too large");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("keys"), text);
  }
}
