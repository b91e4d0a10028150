package com.genericcorp.hq.tool.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarTest {
  @TempDir Path folder;

  @Test
  void whatTheHostsTarPackedIsReadAndWhatWeWroteItReads() throws Exception {
    Files.createDirectories(folder.resolve("in/config/deep"));
    Files.writeString(folder.resolve("in/.env"), "A=1\n");
    Files.writeString(folder.resolve("in/config/deep/x y.yml"), "x".repeat(1000));
    byte[] packed = tar("cf", "-", "-C", folder.resolve("in").toString(), ".");
    Map<String, String> files = read(packed);
    assertThat(files)
        .containsOnlyKeys(".env", "config/deep/x y.yml")
        .containsEntry(".env", "A=1\n");

    ByteArrayOutputStream own = new ByteArrayOutputStream();
    TarWriter writer = new TarWriter(own, 0644);
    writer.add("config/a", "alpha".getBytes(StandardCharsets.UTF_8));
    writer.add("b", 0, InputStream.nullInputStream());
    writer.finish();
    Path file = Files.write(folder.resolve("own.tar"), own.toByteArray());
    assertThat(new String(tar("tvf", file.toString()), StandardCharsets.UTF_8))
        .contains("-rw-r--r--", "config/a");
    assertThat(new String(tar("xOf", file.toString(), "config/a"), StandardCharsets.UTF_8))
        .isEqualTo("alpha");
  }

  @Test
  void pathsAndLinksThatLeadOutAreRefused() throws Exception {
    Files.writeString(folder.resolve("evil"), "x");
    Files.createSymbolicLink(folder.resolve("link"), Path.of("/etc/passwd"));
    Files.createLink(folder.resolve("hard"), folder.resolve("evil"));
    String at = folder.toString();
    refused(tar("cPf", "-", "-C", at, "--transform", "s,evil,a/../../evil,", "evil"), "leads out");
    refused(tar("cPf", "-", at + "/evil"), "leads out");
    refused(tar("cf", "-", "-C", at, "link"), "link, which is a link");
    refused(tar("cf", "-", "-C", at, "evil", "hard"), "hard, which is a link");
    refused(
        tar("cf", "-", "-C", at, "--transform", "s,evil,line\nfeed,", "evil"), "no name of ours");
    refused(
        tar("cf", "-", "-C", at, "--transform", "s,evil," + "n".repeat(120) + ",", "evil"), "kind");
    refused(
        tar(
            "cf",
            "-",
            "--format=pax",
            "-C",
            at,
            "--transform",
            "s,evil," + "n".repeat(120) + ",",
            "evil"),
        "extended header with a name");
  }

  @Test
  void everyCutIsNoticedAndSoIsEveryChangedByteOfAHead() throws Exception {
    Files.writeString(folder.resolve("a"), "text");
    byte[] packed = tar("cf", "-", "-C", folder.toString(), "a");
    for (int length : new int[] {0, 1, 511, 512, 514, 1023, 1024}) {
      refused(Arrays.copyOf(packed, length), "cut off");
    }
    for (int at = 0; at < 512; at += 7) {
      byte[] changed = packed.clone();
      changed[at] ^= 0x55;
      assertThatThrownBy(() -> read(changed)).isInstanceOf(Failed.class);
    }
  }

  private void refused(byte[] packed, String why) {
    assertThatThrownBy(() -> read(packed)).isInstanceOf(Failed.class).hasMessageContaining(why);
  }

  private static Map<String, String> read(byte[] packed) throws IOException {
    TarReader tar = new TarReader(new ByteArrayInputStream(packed), "the archive");
    Map<String, String> files = new LinkedHashMap<>();
    for (Optional<TarEntry> at = tar.next(); at.isPresent(); at = tar.next()) {
      if (!at.get().folder()) {
        files.put(at.get().path(), new String(tar.readAll(1 << 20), StandardCharsets.UTF_8));
      }
    }
    return files;
  }

  private static byte[] tar(String... words) throws Exception {
    String[] command = new String[words.length + 1];
    command[0] = "tar";
    System.arraycopy(words, 0, command, 1, words.length);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    byte[] out = process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).isZero();
    return out;
  }
}
