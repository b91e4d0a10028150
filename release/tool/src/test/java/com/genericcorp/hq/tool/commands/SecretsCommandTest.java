package com.genericcorp.hq.tool.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsCommandTest {
  @TempDir Path folder;

  @Test
  void eachLineBecomesAFileThatItsOwnerAloneReads() throws IOException {
    write("gateway-secret=a=b\nprobe-key=x y\n");
    assertThat(folder.resolve("gateway-secret")).hasContent("a=b");
    assertThat(folder.resolve("probe-key")).hasContent("x y");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("probe-key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void whatIsNoSecretIsRefusedByItsLineWithoutBeingShown() {
    for (String text :
        new String[] {"", "\n", "a=1\nvery-hidden\n", "../a=1", "a=", "=1", "a=1\na=2", "A=1"}) {
      assertThatThrownBy(() -> write(text))
          .as(text)
          .isInstanceOf(InvalidInput.class)
          .message()
          .doesNotContain("very-hidden");
    }
    assertThat(folder).isEmptyDirectory();
  }

  private void write(String text) throws IOException {
    SecretsCommand.write(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), folder);
  }
}
