package com.genericcorp.hq.verify.checks;

import com.genericcorp.hq.verify.targets.Target;
import com.genericcorp.hq.verify.wire.NoAnswer;
import com.genericcorp.hq.verify.wire.Response;

/** The probe's key opens the probe. If it did not, the refusals elsewhere would prove nothing. */
public final class KeyAccepted implements Check {
  @Override
  public String name() {
    return "key-accepted";
  }

  @Override
  public boolean needsKey() {
    return true;
  }

  @Override
  public String expected(Target target) {
    return "200 and the organisation '" + target.probeSlug() + "' for its key at its address";
  }

  @Override
  public Finding look(Site site) throws NoAnswer {
    String probe = site.target().probeSlug();
    Response answer = site.wire().send(site.withKey(site.getAt(probe, "/api/organization")));
    if (answer.status() != 200) {
      return Finding.fault(answer.summary());
    }
    String slug = answer.json().path("slug").asText();
    return new Finding(slug.equals(probe), "200, organisation '" + slug + "'");
  }
}
