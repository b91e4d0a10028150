package com.genericcorp.hq.verify.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetFileTest {
  private static final String FIELDS =
      "\"environment\":\"local\",\"publicHost\":\"demo.localhost\",\"tenantHost\":"
          + "\"{slug}.demo.localhost\",\"httpsPort\":8443,\"httpPort\":8080,\"keyFile\":\"keys.json\"";

  @TempDir Path folder;

  @Test
  void whatWasWrittenIsReadByItsOwnerAlone() throws Exception {
    Path file = folder.resolve("target.json");
    TargetFile written =
        new TargetFile(
            "local",
            "demo.localhost",
            "{slug}.demo.localhost",
            8443,
            8080,
            "127.0.0.1",
            folder.resolve("ca.pem"),
            folder.resolve("keys.json"));

    written.write(file);

    assertThat(TargetFile.read(file)).isEqualTo(written);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aTargetCarriesTheProbesKeyFromTheKeyFile() throws Exception {
    Files.writeString(folder.resolve("keys.json"), "{\"acme\":\"k1\",\"probe\":\"k2\"}");

    Target target = Target.read(write("{" + FIELDS + "}"));

    assertThat(target.probeKey().reveal()).isEqualTo("k2");
    assertThat(target.probeSlug()).isEqualTo("probe");
    assertThat(target.hstsSeconds()).isZero();
    assertThat(target.connect()).isNull();
    assertThat(target.ca()).isNull();
  }

  @Test
  void relativePathsStartAtTheFilesFolder() throws Exception {
    TargetFile file =
        TargetFile.read(write("{" + FIELDS + ",\"ca\":\"tls/ca.pem\",\"connect\":null}"));

    assertThat(file.ca()).isEqualTo(folder.resolve("tls/ca.pem"));
    assertThat(file.keyFile()).isEqualTo(folder.resolve("keys.json"));
  }

  @Test
  void whatANewerVersionAddsIsLeftAlone() throws Exception {
    assertThat(TargetFile.read(write("{" + FIELDS + ",\"since\":2}")).httpPort()).isEqualTo(8080);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "publicHost | 7     | 'publicHost' is 7, a text is expected",
        "publicHost |       | 'publicHost' is missing, a text is expected",
        "httpsPort  | \"8\" | 'httpsPort' is \"8\", a number is expected",
        "httpPort   | 9e99  | 'httpPort' is 9.0E99, a number is expected"
      })
  void whatIsMissingOrOfAnotherKindIsNamed(String name, String value, String problem)
      throws Exception {
    String without = FIELDS.replaceFirst("\"" + name + "\":(\"[^\"]*\"|\\d+),", "");
    String with = value == null ? without : without + ",\"" + name + "\":" + value;

    assertThatThrownBy(() -> TargetFile.read(write("{" + with + "}")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("target.json: " + problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "7", "{\"environment\":", "not JSON"})
  void aHalfWrittenFileIsRefused(String text) throws Exception {
    assertThatThrownBy(() -> TargetFile.read(write(text)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("target.json");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> TargetFile.read(folder.resolve("none.json")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("none.json is not there");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("target.json"), text);
  }
}
