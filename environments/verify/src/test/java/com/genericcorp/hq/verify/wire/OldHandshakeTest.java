package com.genericcorp.hq.verify.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OldHandshakeTest {
  @ParameterizedTest
  @CsvSource({
    "'', true, hung up",
    "15 03 01 00 02 02 46, true, alert 70", // protocol_version
    "15 03 02 00 02 02 28, true, alert 40", // handshake_failure
    "15 03 02 00 02 01 00, true, alert 0", // close_notify
    "15 03 02 00, true, hung up",
    "16 03 02 00 31 02 00 00 2d 03 02, false, chose TLS 1.1",
    "16 03 01 00 31 02 00 00 2d 03 01, false, chose TLS 1.0",
    "16 03 00 00 31 02 00 00 2d 03 00, false, chose SSL 3.0",
    "16 03 03 00 31 02 00 00 2d 03 03, false, chose version 0x303",
    // "Unrecognized name" is a warning; the handshake goes on.
    "15 03 02 00 02 01 70 16 03 02 00 31 02 00 00 2d 03 02, false, chose TLS 1.1",
    "15 03 02 00 02 01 70, true, hung up",
    "48 54 54 50 2f 31 2e 31 20, false, answered with no TLS"
  })
  void anAnswerIsReadAsARefusalOrNot(String hex, boolean refused, String words) throws IOException {
    assertThat(read(hex)).isEqualTo(new OldHandshake(refused, words));
  }

  @Test
  void warningsWithoutEndAreNoAcceptance() throws IOException {
    assertThat(read("15 03 02 00 02 01 70 ".repeat(100)).refused()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"TLS_1_1, 0302, 0301", "TLS_1_0, 0301, 0301", "SSL_3, 0300, 0300"})
  void aHelloOffersTheVersionAndNoNewerOne(OldVersion version, String offered, String record) {
    byte[] bytes = ClientHello.record(version.number(), "demo.localhost");
    String hex = HexFormat.of().formatHex(bytes);

    assertThat(hex).startsWith("16" + record);
    assertThat(hex.substring(18, 22)).isEqualTo(offered);
    assertThat(Integer.parseInt(hex.substring(6, 10), 16)).isEqualTo(bytes.length - 5);
    assertThat(Integer.parseInt(hex.substring(12, 18), 16)).isEqualTo(bytes.length - 9);
  }

  @Test
  void aHelloNamesTheHostAndNoAddress() {
    assertThat(new String(hello("demo.localhost"), StandardCharsets.ISO_8859_1))
        .contains("demo.localhost");
    assertThat(new String(hello("127.0.0.1"), StandardCharsets.ISO_8859_1))
        .doesNotContain("127.0.0.1");
  }

  private static byte[] hello(String host) {
    return ClientHello.record(OldVersion.TLS_1_1.number(), host);
  }

  private static OldHandshake read(String hex) throws IOException {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return OldHandshake.read(new ByteArrayInputStream(bytes));
  }
}
