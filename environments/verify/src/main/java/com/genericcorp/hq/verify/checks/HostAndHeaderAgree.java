package com.genericcorp.hq.verify.checks;

import com.genericcorp.hq.verify.targets.Target;
import com.genericcorp.hq.verify.wire.NoAnswer;
import com.genericcorp.hq.verify.wire.Request;
import com.genericcorp.hq.verify.wire.Response;
import java.util.Set;

/** A request whose host and header name two organisations is refused, whichever the key is of. */
public final class HostAndHeaderAgree implements Check {
  private static final String PATH = "/api/organization";

  /** Contradictory (400) or forbidden (403); what matters is that nothing is answered. */
  private static final Set<Integer> REFUSALS = Set.of(400, 403);

  @Override
  public String name() {
    return "host-and-header";
  }

  @Override
  public boolean applies(Target target) {
    return target.hasTenantHosts();
  }

  @Override
  public boolean needsKey() {
    return true;
  }

  @Override
  public String expected(Target target) {
    return "400 or 403 when host and X-Organization-Slug name two organisations";
  }

  @Override
  public Finding look(Site site) throws NoAnswer {
    Target target = site.target();
    String probe = target.probeSlug();
    Response own = ask(site, target.hostOf(probe), Site.ELSEWHERE);
    Response other = ask(site, target.hostOf(Site.ELSEWHERE), probe);
    boolean ok = REFUSALS.contains(own.status()) && REFUSALS.contains(other.status());
    return new Finding(
        ok, "the other in the header: " + shown(own) + "; in the host: " + shown(other));
  }

  private static Response ask(Site site, String host, String slug) throws NoAnswer {
    return site.wire().send(site.withKey(site.naming(slug, Request.get(host, PATH))));
  }

  private static String shown(Response answer) {
    return REFUSALS.contains(answer.status())
        ? Integer.toString(answer.status())
        : answer.summary();
  }
}
