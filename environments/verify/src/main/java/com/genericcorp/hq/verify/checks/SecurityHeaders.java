package com.genericcorp.hq.verify.checks;

import com.genericcorp.hq.verify.targets.Target;
import com.genericcorp.hq.verify.wire.NoAnswer;
import com.genericcorp.hq.verify.wire.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What tells browsers to be strict stands on pages and on the API's errors alike. */
public final class SecurityHeaders implements Check {
  private static final List<String> LEAKY_REFERRERS =
      List.of("unsafe-url", "no-referrer-when-downgrade", "");
  private static final List<String> ANY_SITE =
      List.of("*", "http:", "https:", "http://*", "https://*");

  @Override
  public String name() {
    return "security-headers";
  }

  @Override
  public String expected(Target target) {
    return "X-Content-Type-Options: nosniff, a strict Referrer-Policy, and a"
        + " Content-Security-Policy whose frame-ancestors names who may embed it";
  }

  @Override
  public Finding look(Site site) throws NoAnswer {
    String host = site.target().publicHost();
    List<String> faults = new ArrayList<>(faults(host + "/", site.get(host, "/")));
    String api = "/api/organization";
    Response refused = site.wire().send(site.getAt(site.target().probeSlug(), api));
    faults.addAll(faults(site.target().hostOf(site.target().probeSlug()) + api, refused));
    return faults.isEmpty()
        ? Finding.good("all three, on the page and on the API")
        : Finding.fault(String.join("; ", faults));
  }

  private static List<String> faults(String where, Response answer) {
    List<String> faults = new ArrayList<>();
    // Browsers heed the first value of this header, the last of the next, and all policies.
    List<String> sniffing = values(answer, "x-content-type-options");
    if (sniffing.isEmpty() || !sniffing.get(0).equals("nosniff")) {
      faults.add(where + ": " + found(answer, "X-Content-Type-Options"));
    }
    List<String> referrers = values(answer, "referrer-policy");
    if (referrers.isEmpty() || LEAKY_REFERRERS.contains(referrers.get(referrers.size() - 1))) {
      faults.add(where + ": " + found(answer, "Referrer-Policy"));
    }
    if (values(answer, "content-security-policy").stream()
        .noneMatch(SecurityHeaders::framesBounded)) {
      faults.add(where + ": " + found(answer, "Content-Security-Policy"));
    }
    return faults;
  }

  private static boolean framesBounded(String policy) {
    for (String directive : policy.split(";", -1)) {
      List<String> words = List.of(directive.strip().split("\\s+", -1));
      if (words.get(0).equals("frame-ancestors")) {
        return words.size() > 1 && words.stream().noneMatch(ANY_SITE::contains);
      }
    }
    return false;
  }

  /** In lower case; lines and commas separate them alike. */
  private static List<String> values(Response answer, String header) {
    String all = String.join(",", answer.all(header)).toLowerCase(Locale.ROOT);
    return all.isBlank()
        ? List.of()
        : Arrays.stream(all.split(",", -1)).map(String::strip).toList();
  }

  private static String found(Response answer, String header) {
    List<String> values = answer.all(header.toLowerCase(Locale.ROOT));
    return values.isEmpty() ? "no " + header : header + " is '" + String.join("', '", values) + "'";
  }
}
