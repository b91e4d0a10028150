package com.genericcorp.hq.builder.layers;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.builder.files.Content;
import com.genericcorp.hq.builder.files.FileTree;
import com.genericcorp.hq.builder.files.Node;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of what can be compressed and of what cannot. */
class TreeArchiveTest {
  @TempDir Path folder;

  @Test
  void whatIsCompressedAlreadyIsStoredAndTarReadsBoth() throws Exception {
    byte[] random = new byte[5_000_003];
    new Random(7).nextBytes(random);
    Path image = Files.write(folder.resolve("image"), random);
    String words = "the same words again and again\n".repeat(100_000);
    FileTree tree = new FileTree();
    tree.add("a/image", new Node.RegularFile(0644, 0, 0, Content.of(image)), "test");
    tree.add("a/words", new Node.RegularFile(0644, 0, 0, Content.of(words)), "test");
    Path archive = folder.resolve("a.tar.gz");
    TreeArchive.write(tree, archive);
    // The block in which one ends and the other begins is stored.
    assertThat(Files.size(archive)).isBetween(5_000_000L, 5_300_000L);
    Path again = folder.resolve("b.tar.gz");
    TreeArchive.write(tree, again);
    assertThat(again).hasSameBinaryContentAs(archive);

    Process tar =
        new ProcessBuilder("tar", "xzf", archive.toString(), "-C", folder.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    assertThat(folder.resolve("a/image")).hasSameBinaryContentAs(image);
    assertThat(Files.readString(folder.resolve("a/words"), StandardCharsets.UTF_8))
        .isEqualTo(words);
  }
}
