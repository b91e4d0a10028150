package com.genericcorp.hq.verify.checks;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.verify.targets.Target;
import com.genericcorp.hq.verify.wire.NoAnswer;
import com.genericcorp.hq.verify.wire.Request;
import com.genericcorp.hq.verify.wire.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Somebody is invited to the probe, accepts, signs in with the password, is known by the cookies,
 * and is a stranger after signing out. The person is gone afterwards.
 */
public final class SignIn implements Check {
  private static final String SESSION = "/api/session";
  private static final long PAUSE_MILLIS = 200;

  // A session that has ended is refused within a second on every replica.
  private static final long LONGEST_FAREWELL_MILLIS = 4_000;

  @Override
  public String name() {
    return "sign-in";
  }

  @Override
  public boolean needsKey() {
    return true;
  }

  @Override
  public String expected(Target target) {
    return "an invited person signs in with a password, by cookies that no script and no other"
        + " site can use, and out again";
  }

  @Override
  public Finding look(Site site) throws NoAnswer, InterruptedException {
    ProbeApi probe = new ProbeApi(site);
    // Nobody can receive mail there (RFC 2606), so none is sent.
    String email = "verify-" + RandomName.next() + "@probe.invalid";
    JsonNode invited =
        probe.create("/api/users", Json.print(Map.of("email", email, "role", "reader")));
    String path = "/api/users/" + ProbeApi.id(invited);
    try {
      return signIn(site, email, token(invited));
    } finally {
      probe.remove(path);
    }
  }

  private static String token(JsonNode invited) throws NoAnswer {
    String url = invited.path("invitation").path("url").asText();
    int hash = url.indexOf('#');
    if (hash < 0 || hash == url.length() - 1) {
      throw new NoAnswer("POST /api/users answered with no link");
    }
    return url.substring(hash + 1);
  }

  private static Finding signIn(Site site, String email, String token)
      throws NoAnswer, InterruptedException {
    String password = RandomName.next() + RandomName.next();
    Response accepted =
        post(
            site,
            SESSION + "/invitation",
            Map.of("token", token, "name", "Verification", "password", password));
    JsonNode unused = ProbeApi.wanted(200, accepted, "POST", SESSION + "/invitation");
    Response answer = post(site, SESSION, Map.of("email", email, "password", password));
    JsonNode session = ProbeApi.wanted(200, answer, "POST", SESSION);
    List<String> faults = faults(answer.all("set-cookie"));
    if (!faults.isEmpty()) {
      return Finding.fault(String.join("; ", faults));
    }
    String cookies = cookies(answer.all("set-cookie"));
    JsonNode known = ProbeApi.wanted(200, get(site, cookies), "GET", SESSION);
    if (!known.path("user").path("email").asText().equals(email)) {
      return Finding.fault("the cookies are not the person's who signed in");
    }
    return signOut(site, cookies, session.path("csrfToken").asText());
  }

  private static Finding signOut(Site site, String cookies, String token)
      throws NoAnswer, InterruptedException {
    String slug = site.target().probeSlug();
    Request out = site.deleteAt(slug, SESSION).with("Cookie", cookies).with("X-CSRF-Token", token);
    Response answer = site.wire().send(out);
    if (answer.status() != 204) {
      return Finding.fault("DELETE " + SESSION + " answered " + answer.summary());
    }
    long start = System.nanoTime();
    int status = get(site, cookies).status();
    while (status == 200
        && TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) < LONGEST_FAREWELL_MILLIS) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      status = get(site, cookies).status();
    }
    return new Finding(status == 401, "signed in, known, and " + status + " after signing out");
  }

  private static Response post(Site site, String path, Map<String, String> body) throws NoAnswer {
    return site.wire().send(site.postAt(site.target().probeSlug(), path, Json.print(body)));
  }

  private static Response get(Site site, String cookies) throws NoAnswer {
    String slug = site.target().probeSlug();
    return site.wire().send(site.getAt(slug, SESSION).with("Cookie", cookies));
  }

  private static List<String> faults(List<String> fields) {
    List<String> faults = new ArrayList<>();
    if (fields.isEmpty()) {
      faults.add("signing in sets no cookie");
    }
    for (String field : fields) {
      String name = field.split("=", 2)[0];
      List<String> attributes = List.of(field.toLowerCase(Locale.ROOT).split("; *", -1));
      if (!name.startsWith("__Host-")) {
        faults.add("the cookie " + name + " is not bound to its host");
      }
      for (String needed : List.of("secure", "httponly", "samesite=strict", "path=/")) {
        if (!attributes.contains(needed)) {
          faults.add("the cookie " + name + " is not " + needed);
        }
      }
    }
    return faults;
  }

  private static String cookies(List<String> fields) {
    List<String> pairs = new ArrayList<>();
    for (String field : fields) {
      pairs.add(field.split(";", 2)[0]);
    }
    return String.join("; ", pairs);
  }
}
