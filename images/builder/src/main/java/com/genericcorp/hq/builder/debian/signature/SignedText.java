package com.genericcorp.hq.builder.debian.signature;

import com.genericcorp.hq.cli.Failed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.bcpg.sig.IssuerFingerprint;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/**
 * A text that a pinned key signed.
 *
 * @param lines the text, exactly as it was signed
 * @param signers the keys whose signatures were accepted, for people
 */
public record SignedText(List<String> lines, List<String> signers) {
  /** Clocks differ; a signature from a later day is refused. */
  private static final Duration CLOCK_ERROR = Duration.ofDays(1);

  private static final int MOST_SIGNATURES = 16;

  public SignedText {
    lines = List.copyOf(lines);
    signers = List.copyOf(signers);
  }

  /**
   * Checks a file such as {@code InRelease}. Signatures of other keys are left alone, as an archive
   * signs with old and new keys; one of a pinned key that does not fit refuses the file.
   *
   * @param shown the file's name for people
   * @throws Failed when no pinned key that may sign did
   */
  public static SignedText verify(byte[] file, String shown, ArchiveKeys keys, Instant now) {
    ClearSignedText text = ClearSignedText.parse(file, shown);
    byte[] signed = text.signedBytes();
    List<String> signers = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    for (PGPSignature signature : signatures(text, shown)) {
      Optional<SigningKey> key = find(signature, keys);
      String id = "%016X".formatted(signature.getKeyID());
      Optional<String> fault =
          key.isEmpty()
              ? Optional.of("the key is not one of those pinned")
              : faultOfForm(signature, now).or(() -> key.get().fault(now));
      if (fault.isPresent()) {
        reasons.add(key.map(SigningKey::shown).orElse(id) + ": " + fault.get());
      } else if (fits(signature, key.orElseThrow(), signed)) {
        signers.add(key.orElseThrow().shown());
      } else {
        throw new Failed(
            "%s: the signature of %s does not fit the text: it was changed, and is refused",
            shown, key.orElseThrow().shown());
      }
    }
    if (signers.isEmpty()) {
      throw new Failed(
          "%s has no signature that can be accepted: it is refused%s",
          shown, reasons.isEmpty() ? "" : "\n  " + String.join("\n  ", reasons));
    }
    return new SignedText(text.lines(), signers);
  }

  private static List<PGPSignature> signatures(ClearSignedText text, String shown) {
    List<PGPSignature> all = new ArrayList<>();
    byte[] armoured = text.signatures().getBytes(StandardCharsets.US_ASCII);
    try (InputStream in = ArmoredInputStream.builder().build(new ByteArrayInputStream(armoured))) {
      BcPGPObjectFactory packets = new BcPGPObjectFactory(in);
      for (Object packet = packets.nextObject(); packet != null; packet = packets.nextObject()) {
        if (!(packet instanceof PGPSignatureList list)) {
          throw new Failed("%s: its signature holds something else: it is refused", shown);
        }
        list.forEach(all::add);
      }
    } catch (IOException | RuntimeException problem) {
      // The library throws unchecked exceptions of its own for packets that it cannot read.
      if (problem instanceof Failed failed) {
        throw failed;
      }
      throw new Failed(problem, "%s: its signature cannot be read: it is refused", shown);
    }
    if (all.size() > MOST_SIGNATURES) {
      throw new Failed("%s has %d signatures: it is refused", shown, all.size());
    }
    return all;
  }

  private static Optional<SigningKey> find(PGPSignature signature, ArchiveKeys keys) {
    for (PGPPublicKeyRing ring : keys.rings()) {
      for (PGPPublicKey key : ring) {
        IssuerFingerprint issuer = signature.getHashedSubPackets().getIssuerFingerprint();
        boolean named =
            issuer == null
                ? key.getKeyID() == signature.getKeyID()
                : java.util.Arrays.equals(issuer.getFingerprint(), key.getFingerprint());
        if (named) {
          return Optional.of(new SigningKey(ring, key));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> faultOfForm(PGPSignature signature, Instant now) {
    if (signature.getVersion() < 4) {
      return Optional.of("the signature has version " + signature.getVersion());
    }
    int type = signature.getSignatureType();
    if (type != PGPSignature.CANONICAL_TEXT_DOCUMENT && type != PGPSignature.BINARY_DOCUMENT) {
      return Optional.of(String.format(Locale.ROOT, "the signature is of type 0x%02x", type));
    }
    if (!SigningKey.HASHES.contains(signature.getHashAlgorithm())) {
      return Optional.of("the signature's hash is weaker than SHA-256");
    }
    Instant made = signature.getCreationTime().toInstant();
    if (made.isAfter(now.plus(CLOCK_ERROR))) {
      return Optional.of("the signature is from the future: " + made);
    }
    long seconds = signature.getHashedSubPackets().getSignatureExpirationTime();
    return seconds > 0 && !now.isBefore(made.plusSeconds(seconds))
        ? Optional.of("the signature expired on " + made.plusSeconds(seconds))
        : Optional.empty();
  }

  private static boolean fits(PGPSignature signature, SigningKey key, byte[] signed) {
    try {
      signature.init(new BcPGPContentVerifierBuilderProvider(), key.key());
      signature.update(signed);
      return signature.verify();
    } catch (PGPException problem) {
      return false;
    }
  }
}
