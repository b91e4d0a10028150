package com.genericcorp.hq.cli.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreesTest {
  @TempDir private Path folder;

  @Test
  void allThatIsInAFolderGoesAndWhatALinkLeadsToStays() throws Exception {
    Path kept = Files.writeString(Files.createDirectory(folder.resolve("kept")).resolve("a"), "");
    Path gone = Files.createDirectories(folder.resolve("gone/in it"));
    Files.writeString(gone.resolve("b"), "");
    Files.createSymbolicLink(gone.resolve("link"), kept.getParent());
    Trees.delete(folder.resolve("gone"));
    assertThat(folder.resolve("gone")).doesNotExist();
    assertThat(kept).exists();
    Trees.delete(kept);
    Trees.delete(kept);
    assertThat(kept).doesNotExist();
  }
}
