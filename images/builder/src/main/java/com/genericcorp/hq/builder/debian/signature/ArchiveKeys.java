package com.genericcorp.hq.builder.debian.signature;

import com.genericcorp.hq.cli.Failed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPPublicKeyRing;

/**
 * The keys that an archive's signature is accepted from. Each is pinned: its file must hold the key
 * of the fingerprint written beside it, and no other.
 */
public final class ArchiveKeys {
  /** Debian 13's, from Debian's package {@code debian-archive-keyring}. */
  private static final Map<String, String> DEBIAN_13 =
      Map.of(
          "trixie-stable.asc", "41587F7DB8C774BCCF131416762F67A0B2C39DE4",
          "trixie-automatic.asc", "04B54C3CDCA79751B16BC6B5225629DF75B188BD",
          "trixie-security-automatic.asc", "5E04A1E3223A19A20706E20F9904613D4CCE68C6");

  private final List<PGPPublicKeyRing> rings;

  private ArchiveKeys(List<PGPPublicKeyRing> rings) {
    this.rings = List.copyOf(rings);
  }

  /** The keys of Debian 13's archives. */
  public static ArchiveKeys debian13() {
    Map<String, byte[]> files = new TreeMap<>();
    DEBIAN_13.forEach((file, fingerprint) -> files.put(fingerprint, resource("keys/" + file)));
    return of(files);
  }

  /**
   * Keys by their fingerprints.
   *
   * @param files OpenPGP public keys, armoured or not, by the fingerprint in hexadecimal
   */
  public static ArchiveKeys of(Map<String, byte[]> files) {
    List<PGPPublicKeyRing> rings = new ArrayList<>();
    files.forEach(
        (fingerprint, bytes) -> {
          try (InputStream decoded = PGPUtil.getDecoderStream(new ByteArrayInputStream(bytes))) {
            PGPPublicKeyRing ring = new BcPGPPublicKeyRing(decoded);
            String own = fingerprint(ring.getPublicKey());
            if (!own.equals(fingerprint.toUpperCase(Locale.ROOT))) {
              throw new Failed(
                  "the archive key %s was expected, and its file holds %s: it is refused",
                  fingerprint, own);
            }
            rings.add(ring);
          } catch (IOException problem) {
            throw new Failed(
                problem, "the archive key %s cannot be read: %s", fingerprint, problem);
          }
        });
    return new ArchiveKeys(rings);
  }

  List<PGPPublicKeyRing> rings() {
    return rings;
  }

  static String fingerprint(PGPPublicKey key) {
    return HexFormat.of().withUpperCase().formatHex(key.getFingerprint());
  }

  private static byte[] resource(String name) {
    try (InputStream in = ArchiveKeys.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + name);
      }
      return in.readAllBytes();
    } catch (IOException problem) {
      throw new Failed(problem, "the archive key %s cannot be read: %s", name, problem);
    }
  }
}
