package com.genericcorp.hq.bundle.lifecycle;

import com.genericcorp.hq.bundle.PackageSeal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** Signs as minisign does, with a key of its own. */
public final class Signer implements PackageSeal {
  /** The key's, as minisign shows it. */
  public static final String NAME = "700000000000000";

  private static final long NUMBER = 7;

  private final Ed25519PrivateKeyParameters key =
      new Ed25519PrivateKeyParameters(new SecureRandom());

  @Override
  public String publicKey() {
    return "untrusted comment: a test's\n"
        + base64(
            ByteBuffer.allocate(42)
                .put((byte) 'E')
                .put((byte) 'd')
                .putLong(NUMBER)
                .put(key.generatePublicKey().getEncoded()))
        + "\n";
  }

  @Override
  public String signatureOf(String checksums) {
    return sign(checksums.getBytes(StandardCharsets.UTF_8));
  }

  String sign(byte[] file) {
    Blake2bDigest blake = new Blake2bDigest(512);
    blake.update(file, 0, file.length);
    byte[] hash = new byte[64];
    blake.doFinal(hash, 0);
    byte[] signature = signature(hash);
    byte[] comment = "a test's".getBytes(StandardCharsets.UTF_8);
    byte[] whole =
        signature(ByteBuffer.allocate(64 + comment.length).put(signature).put(comment).array());
    return "untrusted comment: a test's\n"
        + base64(
            ByteBuffer.allocate(74).put((byte) 'E').put((byte) 'D').putLong(NUMBER).put(signature))
        + "\ntrusted comment: a test's\n"
        + base64(ByteBuffer.wrap(whole))
        + "\n";
  }

  private byte[] signature(byte[] message) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, key);
    signer.update(message, 0, message.length);
    return signer.generateSignature();
  }

  private static String base64(ByteBuffer bytes) {
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
