package com.genericcorp.hq.builder.debian;

import com.genericcorp.hq.builder.debian.signature.ArchiveKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.Map;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/** An archive's signing key, made for a test. */
public final class TestKey {
  public static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");

  private final PGPKeyPair primary;
  private final PGPKeyPair signing;
  private PGPPublicKeyRing ring;

  private TestKey(PGPKeyPair primary, PGPKeyPair signing, PGPPublicKeyRing ring) {
    this.primary = primary;
    this.signing = signing;
    this.ring = ring;
  }

  /** A key that signs itself and does not expire. */
  public static TestKey create() throws Exception {
    return create(Duration.ZERO);
  }

  /** A key that expires so long after it was made; zero: never. */
  public static TestKey create(Duration life) throws Exception {
    PGPKeyPair pair = pair();
    return new TestKey(pair, pair, generator(pair, life).generatePublicKeyRing());
  }

  /** A key whose subkey signs, as Debian's automatic keys have it. */
  public static TestKey withSubkey(Duration life) throws Exception {
    PGPKeyPair pair = pair();
    PGPKeyPair sub = pair();
    PGPKeyRingGenerator generator = generator(pair, Duration.ZERO);
    PGPSignatureSubpacketGenerator hashed = new PGPSignatureSubpacketGenerator();
    hashed.setKeyFlags(true, KeyFlags.SIGN_DATA);
    if (!life.isZero()) {
      hashed.setKeyExpirationTime(true, life.toSeconds());
    }
    generator.addSubKey(
        sub, hashed.generate(), null, signer(sub.getPublicKey(), HashAlgorithmTags.SHA256));
    return new TestKey(pair, sub, generator.generatePublicKeyRing());
  }

  /** The same key with a subkey that does not say itself whose it is. */
  public static TestKey withForeignSubkey() throws Exception {
    PGPKeyPair pair = pair();
    PGPKeyPair sub = pair();
    PGPKeyRingGenerator generator = generator(pair, Duration.ZERO);
    PGPSignatureSubpacketGenerator hashed = new PGPSignatureSubpacketGenerator();
    hashed.setKeyFlags(true, KeyFlags.SIGN_DATA);
    generator.addSubKey(sub, hashed.generate(), null);
    return new TestKey(pair, sub, generator.generatePublicKeyRing());
  }

  private static PGPKeyPair pair() throws PGPException {
    Ed25519KeyPairGenerator generator = new Ed25519KeyPairGenerator();
    generator.init(new Ed25519KeyGenerationParameters(new SecureRandom()));
    return new BcPGPKeyPair(
        PublicKeyPacket.VERSION_4,
        PublicKeyAlgorithmTags.EDDSA_LEGACY,
        generator.generateKeyPair(),
        Date.from(MADE));
  }

  private static PGPKeyRingGenerator generator(PGPKeyPair pair, Duration life) throws PGPException {
    PGPSignatureSubpacketGenerator hashed = new PGPSignatureSubpacketGenerator();
    hashed.setKeyFlags(true, KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA);
    if (!life.isZero()) {
      hashed.setKeyExpirationTime(true, life.toSeconds());
    }
    return new PGPKeyRingGenerator(
        PGPSignature.POSITIVE_CERTIFICATION,
        pair,
        "Archive of a test <archive@example.com>",
        new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1),
        hashed.generate(),
        null,
        signer(pair.getPublicKey(), HashAlgorithmTags.SHA256),
        null);
  }

  private static BcPGPContentSignerBuilder signer(PGPPublicKey key, int hash) {
    return new BcPGPContentSignerBuilder(key.getAlgorithm(), hash);
  }

  /** Revokes the key by its own signature. */
  public void revoke() throws PGPException {
    PGPPublicKey key = ring.getPublicKey();
    PGPSignatureGenerator generator =
        new PGPSignatureGenerator(signer(key, HashAlgorithmTags.SHA256), key);
    generator.init(PGPSignature.KEY_REVOCATION, primary.getPrivateKey());
    PGPPublicKey revoked = PGPPublicKey.addCertification(key, generator.generateCertification(key));
    ring = PGPPublicKeyRing.insertPublicKey(PGPPublicKeyRing.removePublicKey(ring, key), revoked);
  }

  public String fingerprint() {
    return HexFormat.of().withUpperCase().formatHex(ring.getPublicKey().getFingerprint());
  }

  public byte[] file() throws IOException {
    return ring.getEncoded();
  }

  /** This key alone as what an archive is accepted by. */
  public ArchiveKeys pinned() throws IOException {
    return ArchiveKeys.of(Map.of(fingerprint(), file()));
  }

  /** An {@code InRelease} of the text. */
  public byte[] clearSign(String text, Instant when) throws Exception {
    return clearSign(text, when, HashAlgorithmTags.SHA256, Duration.ZERO);
  }

  /** An {@code InRelease} signed with a hash, for so long; zero: for ever. */
  public byte[] clearSign(String text, Instant when, int hash, Duration life) throws Exception {
    StringBuilder signed = new StringBuilder();
    StringBuilder shown = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      signed.append(signed.isEmpty() ? "" : "\r\n").append(line.replaceFirst("[ \t\r]+$", ""));
      shown.append(line.startsWith("-") ? "- " : "").append(line).append('\n');
    }
    PGPPrivateKey secret = signing.getPrivateKey();
    PGPSignatureGenerator generator =
        new PGPSignatureGenerator(signer(signing.getPublicKey(), hash), signing.getPublicKey());
    generator.init(PGPSignature.CANONICAL_TEXT_DOCUMENT, secret);
    PGPSignatureSubpacketGenerator hashed = new PGPSignatureSubpacketGenerator();
    hashed.setSignatureCreationTime(true, Date.from(when));
    hashed.setIssuerFingerprint(true, signing.getPublicKey());
    if (!life.isZero()) {
      hashed.setSignatureExpirationTime(true, life.toSeconds());
    }
    generator.setHashedSubpackets(hashed.generate());
    generator.update(signed.toString().getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream armoured = new ByteArrayOutputStream();
    try (ArmoredOutputStream out = ArmoredOutputStream.builder().build(armoured)) {
      generator.generate().encode(out);
    }
    return ("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n" + shown + armoured)
        .getBytes(StandardCharsets.UTF_8);
  }
}
