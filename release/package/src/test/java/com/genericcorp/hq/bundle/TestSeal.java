package com.genericcorp.hq.bundle;

import com.genericcorp.hq.tool.testing.Signer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A signer as the package's assembling wants one. */
public record TestSeal(Signer signer) implements PackageSeal {
  /** A new key. */
  public TestSeal() {
    this(new Signer());
  }

  @Override
  public String publicKey() {
    return signer.publicKey();
  }

  @Override
  public String signatureOf(String checksums) {
    try {
      return signer.sign(checksums.getBytes(StandardCharsets.UTF_8));
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
