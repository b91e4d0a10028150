package com.genericcorp.hq.verify.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * The first message of a TLS handshake, offering at most an old version of the protocol. The JDK
 * cannot be asked to do so: {@code jdk.tls.disabledAlgorithms} switches those versions off for the
 * whole process. Layout: RFC 2246, 4346 and 5246 (section 7.4.1.2), extensions RFC 6066 and 8422.
 */
final class ClientHello {
  private static final int SSL_3 = 0x0300;
  private static final int TLS_1_0 = 0x0301;

  /** Every key exchange and certificate type that a server of those days may insist on. */
  private static final int[] CIPHER_SUITES = {
    0xc00a,
    0xc014,
    0x0039,
    0x0038,
    0x0035, // AES 256: ECDHE-ECDSA, ECDHE-RSA, DHE-RSA, DHE-DSS, RSA
    0xc009,
    0xc013,
    0x0033,
    0x0032,
    0x002f, // AES 128
    0xc008,
    0xc012,
    0x0016,
    0x0013,
    0x000a, // 3DES
    0xc007,
    0xc011,
    0x0005,
    0x0004, // RC4
    0x00ff // no suite: secure renegotiation (RFC 5746), without which some servers refuse
  };

  private static final int[] GROUPS = {0x001d, 0x0017, 0x0018, 0x0019}; // x25519, P-256, 384, 521

  private ClientHello() {}

  /** The record to send. A host that is an address is not named in it. */
  static byte[] record(int version, String host) {
    Bytes hello = new Bytes();
    hello.number(version, 2);
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    hello.raw(random);
    hello.number(0, 1); // no session to resume
    hello.numbers(CIPHER_SUITES);
    hello.number(1, 1).number(0, 1); // compression: none
    if (version > SSL_3) {
      hello.block(2, extensions(host));
    }
    Bytes handshake = new Bytes().number(1, 1).block(3, hello);
    return new Bytes()
        .number(22, 1)
        .number(Math.min(version, TLS_1_0), 2)
        .block(2, handshake)
        .toByteArray();
  }

  private static Bytes extensions(String host) {
    Bytes extensions = new Bytes();
    if (!ServerName.isAddress(host)) {
      Bytes name = new Bytes().number(0, 1).block(2, new Bytes().raw(ascii(host)));
      extensions.number(0, 2).block(2, new Bytes().block(2, name));
    }
    extensions.number(10, 2).block(2, new Bytes().numbers(GROUPS));
    extensions.number(11, 2).block(2, new Bytes().number(1, 1).number(0, 1));
    return extensions;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Big-endian numbers, and blocks after their length. */
  private static final class Bytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Bytes number(int value, int bytes) {
      for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
        out.write(value >>> shift);
      }
      return this;
    }

    /** Two-byte numbers after their length in bytes. */
    Bytes numbers(int... values) {
      number(2 * values.length, 2);
      for (int value : values) {
        number(value, 2);
      }
      return this;
    }

    Bytes raw(byte[] bytes) {
      out.writeBytes(bytes);
      return this;
    }

    Bytes block(int lengthBytes, Bytes content) {
      byte[] bytes = content.toByteArray();
      return number(bytes.length, lengthBytes).raw(bytes);
    }

    byte[] toByteArray() {
      return out.toByteArray();
    }
  }
}
