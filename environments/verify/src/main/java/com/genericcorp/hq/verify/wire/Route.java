package com.genericcorp.hq.verify.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a host name leads. Names under {@code localhost} are loopback by definition (RFC 6761,
 * section 6.3), but neither Java nor glibc resolves them.
 *
 * @param connect a name or address to use for every host instead of its own, or null
 */
record Route(@Nullable String connect) {

  /** The addresses of a host, at least one. */
  List<InetAddress> addresses(String host) throws NoAnswer {
    String name = connect == null ? host : connect;
    if (isLocalhost(name)) {
      return List.of(InetAddress.getLoopbackAddress());
    }
    try {
      return List.of(InetAddress.getAllByName(name));
    } catch (UnknownHostException problem) {
      throw new NoAnswer("the name '" + name + "' does not resolve to an address", problem);
    }
  }

  /** Why the addresses are these, in words; empty when the name was simply resolved. */
  String reason(String host) {
    if (connect != null) {
      return " as told";
    }
    return isLocalhost(host) ? " by definition" : "";
  }

  private static boolean isLocalhost(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.equals("localhost") || lower.endsWith(".localhost");
  }
}
