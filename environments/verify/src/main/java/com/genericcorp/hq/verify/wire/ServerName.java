package com.genericcorp.hq.verify.wire;

import java.util.regex.Pattern;

/** Host names as they stand in certificates and handshakes. */
public final class ServerName {
  private static final Pattern IPV4 = Pattern.compile("[0-9]+(\\.[0-9]+){3}");

  private ServerName() {}

  /** Whether a host is an IPv4 address; IPv6 addresses are not accepted as hosts. */
  public static boolean isAddress(String host) {
    return IPV4.matcher(host).matches();
  }
}
