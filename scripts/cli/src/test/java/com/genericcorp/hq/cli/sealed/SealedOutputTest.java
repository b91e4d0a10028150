package com.genericcorp.hq.cli.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedOutputTest {
  /** As docs/application-contract.md has them. */
  private static final String READER =
      "MCowBQYDK2VuAyEAKVPpfcoSKfl8YAvsLBf+6qs1zkvt9msdQvFqRJ3FwF8=";

  private static final String READER_PRIVATE =
      "MC4CAQAwBQYDK2VuBCIEIHcHbQpzGKV9PBbBclGyZkXfTC+H68CZKsF3+6UduSwq";
  private static final String WRITER =
      "MCowBQYDK2VuAyEA3p7bfXt9wbTTW2HC7OQ1Nz+DQ8hbeGdNrfx+FG+IK08=";
  private static final String WRITER_PRIVATE =
      "MC4CAQAwBQYDK2VuBCIEIF2rCH5iSopLeeF/i4OADuZvO7EpJhi2/Rwviyf/iODr";

  private static final String DOCUMENTED =
      """
      agenthq-sealed 0 key MCowBQYDK2VuAyEA3p7bfXt9wbTTW2HC7OQ1Nz+DQ8hbeGdNrfx+FG+IK08=
      agenthq-sealed 1 end izhvS4RgR7eqdZLBJxRGANp7omJPbfcL240yFLeQfAc8
      """;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8191, 8192, 8193, 100_000})
  void whatWasSealedIsOpenedByItsReader(int length) throws Exception {
    byte[] text = new byte[length];
    new java.util.Random(length).nextBytes(text);
    SealedReader reader = new SealedReader();
    List<String> lines = seal(reader.publicKey(), text);
    assertThat(lines).allMatch(SealedReader::isSealed).allMatch(line -> line.length() < 16_000);
    lines.forEach(reader::accept);
    assertThat(reader.ended()).isTrue();
    assertThat(reader.output()).isEqualTo(text);
  }

  @Test
  void theFormatIsTheDocumentedOne() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (SealedOutput sealed = SealedOutput.to(READER, pair(WRITER_PRIVATE, WRITER), out)) {
      sealed.write("the key: ahq_…\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo(DOCUMENTED);
    SealedReader reader = new SealedReader(pair(READER_PRIVATE, READER));
    DOCUMENTED.lines().forEach(reader::accept);
    assertThat(new String(reader.output(), StandardCharsets.UTF_8)).isEqualTo("the key: ahq_…\n");
  }

  @Test
  void whatIsSealedShowsNothing() throws Exception {
    byte[] text = "ahq_0123456789_secret".getBytes(StandardCharsets.UTF_8);
    String lines = String.join("\n", seal(new SealedReader().publicKey(), text));
    assertThat(lines)
        .doesNotContain("secret")
        .doesNotContain(Base64.getEncoder().encodeToString(text).substring(0, 12));
  }

  @Test
  void aLineLeftOutIsNoticed() throws Exception {
    SealedReader reader = new SealedReader();
    List<String> lines = new ArrayList<>(seal(reader.publicKey(), new byte[30_000]));
    lines.remove(2);
    assertThatThrownBy(() -> lines.forEach(reader::accept))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("line 2 of the sealed output is missing; line 3 came");
  }

  @Test
  void anEndThatIsMissingOrMadeUpIsNoticed() throws Exception {
    SealedReader reader = new SealedReader();
    List<String> lines = seal(reader.publicKey(), new byte[9000]);
    lines.subList(0, 2).forEach(reader::accept);
    assertThatThrownBy(reader::output).hasMessageContaining("has no end after 2 lines");
    assertThatThrownBy(() -> reader.accept(lines.get(2).replace(" end ", " part ")))
        .hasMessageContaining("line 2 of the sealed output cannot be opened");
    SealedReader other = new SealedReader();
    List<String> more = seal(other.publicKey(), new byte[9000]);
    more.forEach(other::accept);
    assertThatThrownBy(() -> other.accept(more.get(1))).hasMessageContaining("after its end");
  }

  @Test
  void aDamagedLineIsNoticed() throws Exception {
    SealedReader reader = new SealedReader();
    List<String> lines = seal(reader.publicKey(), new byte[100]);
    reader.accept(lines.get(0));
    String line = lines.get(1);
    assertThatThrownBy(() -> reader.accept(line.substring(0, line.length() - 20) + "…"))
        .hasMessageContaining("line 1 of the sealed output is not whole");
    char other = line.charAt(30) == 'A' ? 'B' : 'A';
    assertThatThrownBy(() -> reader.accept(line.substring(0, 30) + other + line.substring(31)))
        .hasMessageContaining("cannot be opened");
    reader.accept(line);
    assertThat(reader.output()).hasSize(100);
  }

  @Test
  void anotherReaderReadsNothing() throws Exception {
    List<String> lines = seal(new SealedReader().publicKey(), new byte[10]);
    SealedReader reader = new SealedReader();
    reader.accept(lines.get(0));
    assertThatThrownBy(() -> reader.accept(lines.get(1)))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("for another reader");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no key",
        "AAAA",
        "MCowBQYDK2VuAyEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
      })
  void whatIsNoKeyIsRefused(String key) {
    assertThatThrownBy(() -> SealedOutput.to(key, new ByteArrayOutputStream()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("OUTPUT_KEY");
  }

  private static List<String> seal(String key, byte[] text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (SealedOutput sealed = SealedOutput.to(key, out)) {
      sealed.write(text);
    }
    return out.toString(StandardCharsets.US_ASCII).lines().toList();
  }

  private static KeyPair pair(String secret, String open) throws Exception {
    PrivateKey own =
        KeyFactory.getInstance("X25519")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(secret)));
    return new KeyPair(SealingKeys.publicKey(open), own);
  }
}
