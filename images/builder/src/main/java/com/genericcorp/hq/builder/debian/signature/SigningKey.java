package com.genericcorp.hq.builder.debian.signature;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/**
 * A pinned key or one of its subkeys, and whether it may sign: the library checks a signature's
 * arithmetic and nothing else.
 */
record SigningKey(PGPPublicKeyRing ring, PGPPublicKey key) {
  /** Signatures with weaker ones are not accepted. */
  static final Set<Integer> HASHES =
      Set.of(HashAlgorithmTags.SHA256, HashAlgorithmTags.SHA384, HashAlgorithmTags.SHA512);

  private PGPPublicKey primary() {
    return ring.getPublicKey();
  }

  private boolean isPrimary() {
    return key.getKeyID() == primary().getKeyID();
  }

  String shown() {
    String pinned = ArchiveKeys.fingerprint(primary());
    return isPrimary() ? pinned : ArchiveKeys.fingerprint(key) + " of " + pinned;
  }

  /** Why the key may not sign at this time; empty when it may. */
  Optional<String> fault(Instant now) {
    try {
      if (isRevoked(primary(), PGPSignature.KEY_REVOCATION)) {
        return Optional.of("the key was revoked");
      }
      Optional<PGPSignature> own = newestSelfSignature();
      if (own.isEmpty()) {
        return Optional.of("the key has no signature of its own that is right");
      }
      Optional<String> expired = expired(primary(), own.get(), now);
      if (expired.isPresent()) {
        return expired;
      }
      return isPrimary() ? signs(own.get()) : faultOfSubkey(now);
    } catch (PGPException problem) {
      return Optional.of("the key cannot be checked: " + problem.getMessage());
    }
  }

  private Optional<String> faultOfSubkey(Instant now) throws PGPException {
    if (isRevoked(key, PGPSignature.SUBKEY_REVOCATION)) {
      return Optional.of("the subkey was revoked");
    }
    Optional<PGPSignature> binding = Optional.empty();
    for (Iterator<PGPSignature> each = key.getSignaturesOfType(PGPSignature.SUBKEY_BINDING);
        each.hasNext(); ) {
      PGPSignature one = each.next();
      if (isByPrimary(one) && verified(one, primary()).verifyCertification(primary(), key)) {
        binding = newer(binding, one);
      }
    }
    if (binding.isEmpty()) {
      return Optional.of("the pinned key does not vouch for the subkey");
    }
    Optional<String> expired = expired(key, binding.get(), now);
    if (expired.isPresent()) {
      return expired;
    }
    return vouchesForPrimary(binding.get())
        ? signs(binding.get())
        : Optional.of("the subkey does not vouch for the pinned key");
  }

  /** A signing subkey must say itself whose it is, else anybody could claim it. */
  private boolean vouchesForPrimary(PGPSignature binding) throws PGPException {
    PGPSignatureList embedded = binding.getHashedSubPackets().getEmbeddedSignatures();
    PGPSignatureList unhashed = binding.getUnhashedSubPackets().getEmbeddedSignatures();
    for (PGPSignatureList list : new PGPSignatureList[] {embedded, unhashed}) {
      for (int index = 0; index < list.size(); index++) {
        PGPSignature one = list.get(index);
        if (one.getSignatureType() == PGPSignature.PRIMARYKEY_BINDING
            && HASHES.contains(one.getHashAlgorithm())
            && verified(one, key).verifyCertification(primary(), key)) {
          return true;
        }
      }
    }
    return false;
  }

  private Optional<PGPSignature> newestSelfSignature() throws PGPException {
    Optional<PGPSignature> newest = Optional.empty();
    for (Iterator<String> ids = primary().getUserIDs(); ids.hasNext(); ) {
      String id = ids.next();
      for (Iterator<PGPSignature> each = primary().getSignaturesForID(id); each.hasNext(); ) {
        PGPSignature one = each.next();
        if (one.isCertification()
            && isByPrimary(one)
            && verified(one, primary()).verifyCertification(id, primary())) {
          newest = newer(newest, one);
        }
      }
    }
    return newest;
  }

  private boolean isRevoked(PGPPublicKey which, int type) throws PGPException {
    for (Iterator<PGPSignature> each = which.getSignaturesOfType(type); each.hasNext(); ) {
      PGPSignature one = each.next();
      boolean right =
          type == PGPSignature.KEY_REVOCATION
              ? verified(one, primary()).verifyCertification(which)
              : verified(one, primary()).verifyCertification(primary(), which);
      if (right) {
        return true;
      }
    }
    return false;
  }

  private boolean isByPrimary(PGPSignature one) {
    return one.getKeyID() == primary().getKeyID() && HASHES.contains(one.getHashAlgorithm());
  }

  private static Optional<PGPSignature> newer(Optional<PGPSignature> one, PGPSignature other) {
    return one.filter(
            before ->
                Comparator.comparing(PGPSignature::getCreationTime).compare(before, other) >= 0)
        .or(() -> Optional.of(other));
  }

  private static Optional<String> expired(PGPPublicKey which, PGPSignature by, Instant now) {
    long seconds = by.getHashedSubPackets().getKeyExpirationTime();
    Instant made = which.getCreationTime().toInstant();
    Instant end = made.plus(Duration.ofSeconds(seconds));
    if (seconds > 0 && !now.isBefore(end)) {
      return Optional.of("the key expired on " + end);
    }
    return now.isBefore(made) ? Optional.of("the key begins only on " + made) : Optional.empty();
  }

  private static Optional<String> signs(PGPSignature by) {
    PGPSignatureSubpacketVector hashed = by.getHashedSubPackets();
    return hashed.hasSubpacket(SignatureSubpacketTags.KEY_FLAGS)
            && (hashed.getKeyFlags() & KeyFlags.SIGN_DATA) == 0
        ? Optional.of("the key is not meant for signing")
        : Optional.empty();
  }

  private static PGPSignature verified(PGPSignature one, PGPPublicKey by) throws PGPException {
    one.init(new BcPGPContentVerifierBuilderProvider(), by);
    return one;
  }
}
