package com.genericcorp.hq.verify.checks;

import com.genericcorp.hq.verify.targets.Target;
import com.genericcorp.hq.verify.wire.NoAnswer;
import com.genericcorp.hq.verify.wire.Request;
import com.genericcorp.hq.verify.wire.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Plain HTTP answers with nothing but the way to the same page over TLS, once and for all. */
public final class RedirectToHttps implements Check {
  private static final String PATH = "/verify/redirect?from=http";
  private static final int IMPLIED_PORT = 443;

  @Override
  public String name() {
    return "redirect";
  }

  @Override
  public String expected(Target target) {
    return "HTTP on port "
        + target.httpPort()
        + " redirects (301 or 308) to the same host and path at "
        + origins(target, target.publicHost()).get(0);
  }

  @Override
  public Finding look(Site site) throws NoAnswer {
    List<String> seen = new ArrayList<>();
    boolean ok = true;
    for (String host : site.hosts()) {
      Response answer = site.wire().sendInTheClear(Request.get(host, PATH));
      List<String> locations = answer.all("location");
      boolean permanent = answer.status() == 301 || answer.status() == 308;
      boolean same = locations.size() == 1 && leadsTo(site.target(), host, locations.get(0));
      ok &= permanent && same;
      String where = same ? "the same page" : locations.isEmpty() ? "nowhere" : "" + locations;
      seen.add(host + ": " + answer.status() + " to " + where);
    }
    return new Finding(ok, String.join("; ", seen));
  }

  private static boolean leadsTo(Target target, String host, String location) {
    for (String origin : origins(target, host)) {
      int length = origin.length();
      // Scheme and host may be written in any case, the path may not.
      if (location.length() > length
          && location.substring(0, length).toLowerCase(Locale.ROOT).equals(origin)
          && location.substring(length).equals(PATH)) {
        return true;
      }
    }
    return false;
  }

  private static List<String> origins(Target target, String host) {
    String origin = "https://" + host;
    String withPort = origin + ":" + target.httpsPort();
    return target.httpsPort() == IMPLIED_PORT ? List.of(origin, withPort) : List.of(withPort);
  }
}
