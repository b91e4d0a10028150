package com.genericcorp.hq.tool.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.tool.tar.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
  @TempDir Path folder;
  private Path dumps = Path.of("");
  private byte[] backup = new byte[0];

  @BeforeEach
  void write() throws IOException {
    dumps = Files.createDirectory(folder.resolve("dumps"));
    Files.writeString(dumps.resolve("roles.sql"), "create role x;");
    Files.write(dumps.resolve("0001.dump"), new byte[100_000]);
    ByteArrayOutputStream host = new ByteArrayOutputStream();
    TarWriter tar = new TarWriter(host, 0600);
    tar.add("manifest", "version=1.0.0\n".getBytes(StandardCharsets.UTF_8));
    tar.add("home/.env", "A=1\n".getBytes(StandardCharsets.UTF_8));
    tar.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BackupWriter.write(new ByteArrayInputStream(host.toByteArray()), dumps, out);
    backup = out.toByteArray();
  }

  @Test
  void whatWasPackedComesBack() throws IOException {
    Path to = Files.createDirectory(folder.resolve("to"));
    BackupReader.Backup read = BackupReader.read(new ByteArrayInputStream(backup), to);
    assertThat(new String(read.manifest(), StandardCharsets.UTF_8)).isEqualTo("version=1.0.0\n");
    assertThat(read.home()).containsOnlyKeys("manifest", "home/.env");
    assertThat(to.resolve("roles.sql")).hasContent("create role x;");
    assertThat(to.resolve("0001.dump")).hasBinaryContent(new byte[100_000]);
  }

  @Test
  void aCutOrChangedBackupIsRefusedWherever() {
    for (int length = 0; length < backup.length - 1024; length += 4099) {
      byte[] cut = Arrays.copyOf(backup, length);
      assertThatThrownBy(() -> BackupReader.read(new ByteArrayInputStream(cut), null))
          .as("%d bytes", length)
          .isInstanceOf(Failed.class);
    }
    for (int at : new int[] {3, 513, 1537, 2100, 60_000}) {
      byte[] changed = backup.clone();
      changed[at] ^= 1;
      assertThatThrownBy(() -> BackupReader.read(new ByteArrayInputStream(changed), null))
          .as("byte %d", at)
          .isInstanceOf(Failed.class);
    }
  }
}
