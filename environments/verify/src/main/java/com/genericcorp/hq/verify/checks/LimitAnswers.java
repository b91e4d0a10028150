package com.genericcorp.hq.verify.checks;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.verify.targets.ApiKey;
import com.genericcorp.hq.verify.targets.Target;
import com.genericcorp.hq.verify.wire.NoAnswer;
import com.genericcorp.hq.verify.wire.Response;
import java.util.List;

/**
 * One request more than a limit allows is refused as the API promises. The limit is that of a key
 * made for it, so that nobody else's is touched, and is gone afterwards.
 */
public final class LimitAnswers implements Check {
  private static final String KEYS = "/api/keys";
  private static final String ANY = "/api/organization";
  private static final int ALLOWED = 2;

  @Override
  public String name() {
    return "rate-limit";
  }

  @Override
  public boolean needsKey() {
    return true;
  }

  @Override
  public String expected(Target target) {
    return "429 with Retry-After and the limit's name for request "
        + (ALLOWED + 1)
        + " of a key that has "
        + ALLOWED
        + " a minute";
  }

  @Override
  public Finding look(Site site) throws NoAnswer {
    ProbeApi probe = new ProbeApi(site);
    JsonNode made =
        probe.create(
            KEYS,
            "{\"name\":\"verify "
                + RandomName.next()
                + "\",\"role\":\"reader\",\"requestsPerMinute\":"
                + ALLOWED
                + "}");
    String path = KEYS + "/" + ProbeApi.id(made);
    try {
      return exhaust(site, ApiKey.of(made.path("key").asText(), "the answer to POST " + KEYS));
    } finally {
      probe.remove(path);
    }
  }

  private static Finding exhaust(Site site, ApiKey key) throws NoAnswer {
    String slug = site.target().probeSlug();
    for (int request = 1; request <= ALLOWED; request++) {
      Response answer = site.wire().send(site.withKey(key, site.getAt(slug, ANY)));
      if (answer.status() != 200) {
        return Finding.fault("request " + request + ": " + answer.summary());
      }
      if (answer.all("ratelimit-remaining").isEmpty()) {
        return Finding.fault("request " + request + ": no RateLimit-Remaining");
      }
    }
    Response refused = site.wire().send(site.withKey(key, site.getAt(slug, ANY)));
    List<String> wait = refused.all("retry-after");
    if (refused.status() != 429) {
      return Finding.fault("request " + (ALLOWED + 1) + ": " + refused.summary());
    }
    String limit = refused.json().path("limit").path("name").asText();
    boolean complete = !wait.isEmpty() && !limit.isEmpty();
    return new Finding(
        complete,
        "429, "
            + (wait.isEmpty() ? "no Retry-After" : "Retry-After " + wait.get(0))
            + ", "
            + (limit.isEmpty() ? "no limit named" : "limit " + limit));
  }
}
