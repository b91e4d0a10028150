package com.genericcorp.hq.verify.checks;

import com.genericcorp.hq.verify.targets.Target;
import com.genericcorp.hq.verify.wire.NoAnswer;
import com.genericcorp.hq.verify.wire.Request;
import com.genericcorp.hq.verify.wire.Response;

/** Without a key, or with one that is not quite right, an organisation stays closed. */
public final class KeyRequired implements Check {
  @Override
  public String name() {
    return "key-required";
  }

  @Override
  public String expected(Target target) {
    return "401 without a key and with a wrong one";
  }

  @Override
  public Finding look(Site site) throws NoAnswer {
    Request request = site.getAt(site.target().probeSlug(), "/api/organization");
    Response without = site.wire().send(request);
    Response wrong = site.wire().send(site.withKey(site.target().probeKey().altered(), request));
    boolean ok = without.status() == 401 && wrong.status() == 401;
    return new Finding(ok, "without: " + shown(without) + "; with a wrong one: " + shown(wrong));
  }

  private static String shown(Response answer) {
    return answer.status() == 401 ? "401" : answer.summary();
  }
}
