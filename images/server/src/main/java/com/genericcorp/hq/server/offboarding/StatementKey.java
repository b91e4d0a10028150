package com.genericcorp.hq.server.offboarding;

import com.genericcorp.hq.server.database.Administration;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.text.ParseException;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * The key that statements are signed by (Ed25519). It follows from the migrator's password, which
 * the serving process does not have: nobody who takes that over can sign.
 */
final class StatementKey {
  static final JWSAlgorithm ALGORITHM = JWSAlgorithm.EdDSA;

  private static final String PURPOSE = "agenthq statement key";

  private final Ed25519PrivateKeyParameters key;

  private StatementKey(Ed25519PrivateKeyParameters key) {
    this.key = key;
  }

  static StatementKey of(Administration administration) {
    return new StatementKey(new Ed25519PrivateKeyParameters(administration.derivedKey(PURPOSE), 0));
  }

  byte[] sign(byte[] text) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, key);
    signer.update(text, 0, text.length);
    return signer.generateSignature();
  }

  /** The public half, named by its thumbprint (RFC 7638). */
  OctetKeyPair publicKey() {
    Base64URL x = Base64URL.encode(key.generatePublicKey().getEncoded());
    try {
      OctetKeyPair plain = new OctetKeyPair.Builder(Curve.Ed25519, x).build();
      return new OctetKeyPair.Builder(plain)
          .keyID(plain.computeThumbprint().toString())
          .algorithm(ALGORITHM)
          .build();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Whether the key, as a JWK, made the signature. */
  static boolean verifies(String jwk, byte[] text, byte[] signature) {
    try {
      OctetKeyPair key = OctetKeyPair.parse(jwk);
      if (!Curve.Ed25519.equals(key.getCurve())) {
        return false;
      }
      Ed25519Signer signer = new Ed25519Signer();
      signer.init(false, new Ed25519PublicKeyParameters(key.getDecodedX(), 0));
      signer.update(text, 0, text.length);
      return signer.verifySignature(signature);
    } catch (ParseException | IllegalArgumentException noKey) {
      return false;
    }
  }
}
