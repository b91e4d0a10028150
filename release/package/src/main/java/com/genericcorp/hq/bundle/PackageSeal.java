package com.genericcorp.hq.bundle;

/** Signs a package's checksums, in minisign's format. */
public interface PackageSeal {
  /** The text of the public key's file. */
  String publicKey();

  /** The text of the signature's file. */
  String signatureOf(String checksums);
}
