package com.genericcorp.hq.domain.dns;

import com.genericcorp.hq.cli.InvalidInput;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xbill.DNS.ResolverConfig;

/** Which resolvers are asked. */
public final class Resolvers {
  /** Where name servers listen. */
  public static final int PORT = 53;

  private static final Pattern WRITTEN =
      Pattern.compile("(?:\\[([0-9a-fA-F:.]+)\\]|([0-9.]+))(?::([0-9]{1,5}))?");

  private Resolvers() {}

  /** Those that this machine is set to. */
  public static List<InetSocketAddress> ofThisMachine() {
    return ResolverConfig.getCurrentConfig().servers();
  }

  /**
   * One that the user names.
   *
   * @param written {@code 192.0.2.1}, {@code 192.0.2.1:5353} or {@code [2001:db8::1]:53}
   */
  public static List<InetSocketAddress> named(String written) {
    Matcher matcher = WRITTEN.matcher(written);
    if (matcher.matches()) {
      String address = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      int port = matcher.group(3) == null ? PORT : Integer.parseInt(matcher.group(3));
      try {
        if (port > 0 && port <= 65_535) {
          return List.of(new InetSocketAddress(InetAddress.getByName(address), port));
        }
      } catch (UnknownHostException problem) {
        // Refused below.
      }
    }
    throw new InvalidInput(
        "--resolver is '%s'; expected an address such as 192.0.2.1, 192.0.2.1:5353 or"
            + " [2001:db8::1]:53",
        written);
  }
}
