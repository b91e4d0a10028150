package com.genericcorp.hq.tool.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SealTest {
  private static final int CHUNK = 1 << 16;
  private static final int HEAD = 45;

  @Test
  void whatWasSealedOpensToTheSameBytesAtEverySizeAroundAChunk() throws IOException {
    for (int size : new int[] {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 200_000}) {
      byte[] plain = bytes(size);
      byte[] sealed = seal(plain, "right");
      assertThat(open(sealed, "right")).isEqualTo(plain);
      assertThat(sealed.length).isGreaterThanOrEqualTo(size + HEAD + 16);
    }
  }

  @Test
  void twoSealingsOfTheSameBytesShareNothing() throws IOException {
    byte[] one = seal(bytes(100), "right");
    byte[] other = seal(bytes(100), "right");
    assertThat(Arrays.copyOfRange(one, 22, one.length))
        .isNotEqualTo(Arrays.copyOfRange(other, 22, other.length));
  }

  @Test
  void anotherPassphraseOpensNothing() throws IOException {
    byte[] sealed = seal(bytes(100_000), "right");
    assertThatThrownBy(() -> open(sealed, "wrong"))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("the passphrase is another one");
  }

  @Test
  void changedBytesAreNoticedWhereverTheyAre() throws IOException {
    byte[] sealed = seal(bytes(3 * CHUNK), "right");
    for (int at :
        new int[] {0, 20, 21, 30, 40, HEAD, HEAD + 5, HEAD + CHUNK + 20, sealed.length - 1}) {
      byte[] changed = sealed.clone();
      changed[at] ^= 1;
      assertThatThrownBy(() -> open(changed, "right")).as("byte %d", at).isInstanceOf(Failed.class);
    }
  }

  @Test
  void aCutStreamIsNoticedAlsoWhereAChunkEnds() throws IOException {
    byte[] sealed = seal(bytes(3 * CHUNK), "right");
    int chunk = CHUNK + 16;
    for (int length :
        new int[] {0, 10, 30, HEAD, HEAD + 1, HEAD + chunk, HEAD + 2 * chunk, sealed.length - 1}) {
      byte[] cut = Arrays.copyOf(sealed, length);
      assertThatThrownBy(() -> open(cut, "right"))
          .as("%d bytes", length)
          .isInstanceOf(Failed.class);
    }
    byte[] longer = Arrays.copyOf(sealed, sealed.length + 1);
    assertThatThrownBy(() -> open(longer, "right")).isInstanceOf(Failed.class);
  }

  @Test
  void chunksCannotChangePlaces() throws IOException {
    byte[] sealed = seal(bytes(3 * CHUNK), "right");
    int chunk = CHUNK + 16;
    byte[] swapped = sealed.clone();
    System.arraycopy(sealed, HEAD, swapped, HEAD + chunk, chunk);
    System.arraycopy(sealed, HEAD + chunk, swapped, HEAD, chunk);
    assertThatThrownBy(() -> open(swapped, "right")).isInstanceOf(Failed.class);
  }

  @Test
  void aWriterThatBreaksOffLeavesAFileThatIsKnownAsCut() throws IOException {
    ByteArrayOutputStream sealed = new ByteArrayOutputStream();
    try (SealingOutput out = new SealingOutput(sealed, "right".toCharArray())) {
      out.write(bytes(100_000));
    }
    assertThatThrownBy(() -> open(sealed.toByteArray(), "right"))
        .hasMessageContaining("sealed file");
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static byte[] seal(byte[] plain, String passphrase) throws IOException {
    ByteArrayOutputStream sealed = new ByteArrayOutputStream();
    // A cheap key: the real one takes half a second.
    SealHeader random = SealHeader.random();
    SealHeader header = new SealHeader(8, 1, random.salt(), random.nonceStart());
    try (SealingOutput out = new SealingOutput(sealed, passphrase.toCharArray(), header)) {
      out.write(plain);
      out.finish();
    }
    return sealed.toByteArray();
  }

  private static byte[] open(byte[] sealed, String passphrase) throws IOException {
    try (OpeningInput in =
        new OpeningInput(new ByteArrayInputStream(sealed), passphrase.toCharArray())) {
      return in.readAllBytes();
    }
  }
}
