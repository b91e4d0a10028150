package com.genericcorp.hq.tool.testing;

import com.genericcorp.hq.tool.signature.DetachedSignature;
import com.genericcorp.hq.tool.signature.PublicKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.SecureRandom;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** Signs as minisign does, with a key of its own; the number of the key is every one's. */
public final class Signer {
  private static final byte[] NUMBER = {0, 0, 0, 0, 0, 0, 0, 7};

  private final Ed25519PrivateKeyParameters key =
      new Ed25519PrivateKeyParameters(new SecureRandom());

  public PublicKey key() {
    return new PublicKey(NUMBER, key.generatePublicKey().getEncoded());
  }

  /** The public key's file. */
  public String publicKey() {
    return key().file();
  }

  /** The signature's file. */
  public String sign(byte[] file) throws IOException {
    return sign(file, "a test's");
  }

  public String sign(byte[] file, String comment) throws IOException {
    byte[] own = signature(DetachedSignature.hash(new ByteArrayInputStream(file)));
    byte[] whole = signature(DetachedSignature.withComment(own, comment));
    return DetachedSignature.ofHash(key(), own, comment, whole).text("a test's");
  }

  private byte[] signature(byte[] message) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, key);
    signer.update(message, 0, message.length);
    return signer.generateSignature();
  }
}
