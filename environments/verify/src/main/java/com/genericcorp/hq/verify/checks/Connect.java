package com.genericcorp.hq.verify.checks;

import com.genericcorp.hq.verify.targets.Target;
import com.genericcorp.hq.verify.wire.NoAnswer;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The names lead somewhere, and every address that they lead to accepts connections: one dead
 * address of three is an outage for a third of the users.
 */
public final class Connect implements Check {
  @Override
  public String name() {
    return "connect";
  }

  @Override
  public String expected(Target target) {
    String hosts =
        target.hasTenantHosts()
            ? target.publicHost() + " and " + target.hostOf(target.probeSlug()) + " lead"
            : target.publicHost() + " leads";
    return hosts + " to addresses that accept connections on port " + target.httpsPort();
  }

  @Override
  public Finding look(Site site) throws NoAnswer {
    List<String> seen = new ArrayList<>();
    boolean ok = true;
    for (String host : site.hosts()) {
      List<String> alive = new ArrayList<>();
      List<String> dead = new ArrayList<>();
      for (InetAddress address : site.wire().addresses(host)) {
        try {
          site.wire().touch(host, address, site.target().httpsPort());
          alive.add(address.getHostAddress());
        } catch (NoAnswer problem) {
          // A machine without IPv6 must not take the server's IPv6 address for dead.
          if (!(address instanceof Inet6Address && problem.kind() == NoAnswer.Kind.UNREACHABLE)) {
            dead.add(String.valueOf(problem.getMessage()));
          }
        }
      }
      ok &= !alive.isEmpty() && dead.isEmpty();
      if (!alive.isEmpty()) {
        seen.add(host + " is " + String.join(", ", alive) + site.wire().reason(host));
      }
      seen.addAll(dead);
    }
    return new Finding(ok, String.join("; ", seen));
  }
}
