package com.genericcorp.hq.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.postgres.process.Program;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class XzStreamTest {
  private static final byte[] PLAIN = new byte[300_000];

  static {
    new Random(1).nextBytes(PLAIN);
  }

  /** Java's own, and the system's where it is. */
  private static List<Optional<Path>> ways() {
    Optional<Path> xz = Program.find("xz");
    return xz.isPresent() ? List.of(Optional.empty(), xz) : List.of(xz);
  }

  @Test
  void bothWaysGiveTheSameBytes() throws Exception {
    for (Optional<Path> way : ways()) {
      try (InputStream stream = XzStream.open(new ByteArrayInputStream(compressed()), way)) {
        assertThat(stream.readAllBytes()).as(way.toString()).isEqualTo(PLAIN);
      }
    }
  }

  @Test
  void aDamagedOrShortenedArchiveIsNoticed() throws Exception {
    byte[] damaged = compressed();
    damaged[damaged.length / 2] ^= 1;
    byte[] shortened = Arrays.copyOf(compressed(), 100_000);
    for (Optional<Path> way : ways()) {
      for (byte[] bytes : List.of(damaged, shortened)) {
        try (InputStream stream = XzStream.open(new ByteArrayInputStream(bytes), way)) {
          assertThatThrownBy(stream::readAllBytes)
              .as(way.toString())
              .isInstanceOf(IOException.class);
        }
      }
    }
  }

  private static byte[] compressed() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (XZOutputStream xz = new XZOutputStream(bytes, new LZMA2Options(1))) {
      xz.write(PLAIN);
    }
    return bytes.toByteArray();
  }
}
