package com.genericcorp.hq.local.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogCapTest {
  @TempDir private Path folder;

  @Test
  void aGrownLogIsCopiedAndEmptied() throws Exception {
    Path log = Files.writeString(folder.resolve("server.log"), "12345678");
    LogCap.cap(log, 8);
    assertThat(log).hasContent("12345678");
    LogCap.cap(log, 7);
    assertThat(log).isEmptyFile();
    assertThat(folder.resolve("server.log.1")).hasContent("12345678");
  }
}
