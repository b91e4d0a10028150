package com.genericcorp.hq.server.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of the client behind the environment's proxies. Each trusted proxy appends the
 * address that it saw to {@code X-Forwarded-For}; what stands further left was sent by the client
 * and is worth nothing.
 */
public final class ClientAddress {
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1?\\d?\\d)");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");
  private static final Pattern WITH_PORT =
      Pattern.compile("\\[([^\\]]+)\\](:\\d+)?|(\\d+\\.\\d+\\.\\d+\\.\\d+):\\d+");

  private ClientAddress() {}

  /**
   * The client's address.
   *
   * @param peer the address at the other end of the connection
   * @param forwarded the values of all {@code X-Forwarded-For} headers, in their order
   * @param trusted how many proxies stand in front; with 0 the headers are ignored
   */
  public static String of(String peer, List<String> forwarded, int trusted) {
    if (trusted <= 0) {
      return peer;
    }
    List<String> hops = new ArrayList<>();
    for (String header : forwarded) {
      hops.addAll(List.of(header.split(",", -1)));
    }
    String nearest = peer;
    for (int hop = 1; hop <= trusted && hop <= hops.size(); hop++) {
      Optional<String> address = address(hops.get(hops.size() - hop).strip());
      if (address.isEmpty()) {
        // No proxy of ours writes this: what is left of it is not to be believed either.
        return nearest;
      }
      nearest = address.get();
    }
    return nearest;
  }

  /** An IP address in its usual spelling, without a port; empty for anything else. */
  private static Optional<String> address(String text) {
    Matcher matcher = WITH_PORT.matcher(text);
    String bare = text;
    if (matcher.matches()) {
      bare = matcher.group(1) != null ? matcher.group(1) : matcher.group(3);
    }
    if (IPV4.matcher(bare).matches()) {
      return Optional.of(bare);
    }
    if (!IPV6.matcher(bare).matches() || !bare.contains(":")) {
      return Optional.empty();
    }
    try {
      // A literal with a colon is never looked up in DNS.
      return Optional.of(InetAddress.getByName(bare).getHostAddress());
    } catch (UnknownHostException notAnAddress) {
      return Optional.empty();
    }
  }
}
