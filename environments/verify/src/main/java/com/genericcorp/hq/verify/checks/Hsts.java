package com.genericcorp.hq.verify.checks;

import com.genericcorp.hq.verify.targets.Target;
import com.genericcorp.hq.verify.wire.NoAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * HSTS (RFC 6797) is exactly as the environment says. Locally it must be absent: browsers apply it
 * to every port of a name, and would no longer reach the one that redirects.
 */
public final class Hsts implements Check {
  @Override
  public String name() {
    return "hsts";
  }

  @Override
  public String expected(Target target) {
    return target.hstsSeconds() == 0
        ? "no Strict-Transport-Security"
        : "Strict-Transport-Security: max-age=" + target.hstsSeconds();
  }

  @Override
  public Finding look(Site site) throws NoAnswer {
    List<String> seen = new ArrayList<>();
    boolean ok = true;
    for (String host : site.hosts()) {
      List<String> values = site.get(host, "/").all("strict-transport-security");
      ok &= asPromised(site.target().hstsSeconds(), values);
      seen.add(host + ": " + (values.isEmpty() ? "none" : String.join(" and ", values)));
    }
    return new Finding(ok, String.join("; ", seen));
  }

  private static boolean asPromised(long seconds, List<String> values) {
    if (seconds == 0) {
      return values.isEmpty();
    }
    // Browsers heed the first header only, so a second one is a mistake somewhere.
    return values.size() == 1 && maxAges(values.get(0)).equals(List.of(Long.toString(seconds)));
  }

  private static List<String> maxAges(String value) {
    List<String> ages = new ArrayList<>();
    for (String directive : value.split(";", -1)) {
      String[] sides = directive.split("=", 2);
      if (sides.length == 2 && sides[0].strip().toLowerCase(Locale.ROOT).equals("max-age")) {
        ages.add(sides[1].strip().replace("\"", ""));
      }
    }
    return ages;
  }
}
