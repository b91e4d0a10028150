package com.genericcorp.hq.verify.wire;

/** Versions of TLS that nobody may speak any more (RFC 8996, RFC 7568). */
public enum OldVersion {
  TLS_1_1("TLS 1.1", 0x0302),
  TLS_1_0("TLS 1.0", 0x0301),
  SSL_3("SSL 3.0", 0x0300);

  private final String title;
  private final int number;

  OldVersion(String title, int number) {
    this.title = title;
    this.number = number;
  }

  /** As people write it: {@code TLS 1.1}. */
  public String title() {
    return title;
  }

  /** As it stands in a handshake. */
  int number() {
    return number;
  }
}
