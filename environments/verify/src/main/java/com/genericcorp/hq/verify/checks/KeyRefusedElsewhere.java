package com.genericcorp.hq.verify.checks;

import com.genericcorp.hq.verify.targets.Target;
import com.genericcorp.hq.verify.wire.NoAnswer;
import com.genericcorp.hq.verify.wire.Request;
import com.genericcorp.hq.verify.wire.Response;
import java.util.ArrayList;
import java.util.List;

/**
 * The probe's key is refused at another organisation's address, whichever way that is named. The
 * answer is the same whether that organisation exists or not, so none has to.
 */
public final class KeyRefusedElsewhere implements Check {
  private static final String PATH = "/api/organization";

  @Override
  public String name() {
    return "key-refused-elsewhere";
  }

  @Override
  public boolean needsKey() {
    return true;
  }

  @Override
  public String expected(Target target) {
    return "403 for the probe's key at the address of '" + Site.ELSEWHERE + "'";
  }

  @Override
  public Finding look(Site site) throws NoAnswer {
    List<String> seen = new ArrayList<>();
    boolean ok = true;
    Request byHeader = site.naming(Site.ELSEWHERE, Request.get(site.target().publicHost(), PATH));
    ok &= refused(site, "by header", byHeader, seen);
    if (site.target().hasTenantHosts()) {
      Request byHost = Request.get(site.target().hostOf(Site.ELSEWHERE), PATH);
      ok &= refused(site, "by host", byHost, seen);
    }
    return new Finding(ok, String.join("; ", seen));
  }

  private static boolean refused(Site site, String how, Request request, List<String> seen)
      throws NoAnswer {
    Response answer = site.wire().send(site.withKey(request));
    boolean refused = answer.status() == 403;
    seen.add(how + ": " + (refused ? "403" : answer.summary()));
    return refused;
  }
}
