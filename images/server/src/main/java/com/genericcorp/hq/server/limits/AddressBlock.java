package com.genericcorp.hq.server.limits;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/**
 * Addresses that are taken for one sender: an IPv4 address, or the /64 that an IPv6 network gives
 * to a single customer at the least.
 */
public final class AddressBlock {
  private static final int NETWORK_BYTES = 8;

  private AddressBlock() {}

  /**
   * The block's name.
   *
   * @param address an IP address as text, in brackets or with a zone or not; anything else is a
   *     block of its own
   */
  public static String of(String address) {
    String bare = address.replace("[", "").replace("]", "");
    if (!bare.contains(":")) {
      return bare;
    }
    int zone = bare.indexOf('%');
    try {
      // A literal with a colon is never looked up in DNS.
      InetAddress parsed = InetAddress.getByName(zone < 0 ? bare : bare.substring(0, zone));
      return parsed instanceof Inet6Address
          ? HexFormat.of().formatHex(parsed.getAddress(), 0, NETWORK_BYTES) + "/64"
          : parsed.getHostAddress();
    } catch (UnknownHostException noAddress) {
      return bare;
    }
  }
}
