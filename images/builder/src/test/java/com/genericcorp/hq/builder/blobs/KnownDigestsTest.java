package com.genericcorp.hq.builder.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownDigestsTest {
  /** Longer than a file's digest is in doubt after a change. */
  private static final int SETTLED_MILLIS = 2_100;

  private static final Digest FORGED = Digest.of("forged");

  @TempDir private Path folder;
  private Path record;
  private Path file;

  @BeforeEach
  void write() throws Exception {
    record = folder.resolve("known-files");
    file = Files.writeString(folder.resolve("a file"), "one");
  }

  private Digest learnt() throws Exception {
    KnownDigests known = new KnownDigests(record);
    Digest digest = known.of(file);
    known.keep();
    return digest;
  }

  /** Writes another digest into the record, so that one sees whether the record was believed. */
  private void forge() throws Exception {
    Files.writeString(
        record, Files.readString(record).replaceAll("(?m)^[0-9a-f]{64}", FORGED.hex()));
  }

  @Test
  void anUnchangedFileIsNotReadAgainAndAChangedOneIs() throws Exception {
    Thread.sleep(SETTLED_MILLIS);
    assertThat(learnt()).isEqualTo(Digest.of("one"));
    forge();
    assertThat(learnt()).as("from the record").isEqualTo(FORGED);

    // Another text of the same size, and the time of modification set back.
    FileTime time = Files.getLastModifiedTime(file);
    Files.writeString(file, "two");
    Files.setLastModifiedTime(file, time);
    assertThat(learnt()).isEqualTo(Digest.of("two"));

    // Another file moved into its place.
    Files.writeString(file, "one");
    Thread.sleep(SETTLED_MILLIS);
    learnt();
    Path other = Files.writeString(folder.resolve("other"), "six");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(learnt()).isEqualTo(Digest.of("six"));
  }

  @Test
  void aFileThatWasChangedAMomentAgoIsInDoubt() throws Exception {
    assertThat(learnt()).isEqualTo(Digest.of("one"));
    assertThat(record).doesNotExist();
  }

  @Test
  void aBrokenRecordIsNoRecord() throws Exception {
    Thread.sleep(SETTLED_MILLIS);
    learnt();
    String sound = Files.readString(record);
    forge();
    for (byte[] broken :
        List.of(
            sound.substring(0, 70).getBytes(java.nio.charset.StandardCharsets.UTF_8),
            new byte[] {(byte) 0xff, (byte) 0xfe, '\n'},
            new byte[0])) {
      Files.write(record, broken);
      assertThat(learnt()).isEqualTo(Digest.of("one"));
      assertThat(Files.readString(record)).isEqualTo(sound);
    }
  }

  @Test
  void whatIsGoneIsForgottenAndSaidToBeMissing() throws Exception {
    Thread.sleep(SETTLED_MILLIS);
    learnt();
    Files.delete(file);
    KnownDigests known = new KnownDigests(record);
    assertThatThrownBy(() -> known.of(file)).isInstanceOf(NoSuchFileException.class);
    Path other = Files.writeString(folder.resolve("other"), "other");
    Thread.sleep(SETTLED_MILLIS);
    known.of(other);
    known.keep();
    assertThat(Files.readString(record)).contains("/other").doesNotContain("/a file");
  }
}
