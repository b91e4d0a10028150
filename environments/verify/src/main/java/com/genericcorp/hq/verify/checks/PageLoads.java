package com.genericcorp.hq.verify.checks;

import com.genericcorp.hq.verify.targets.Target;
import com.genericcorp.hq.verify.wire.NoAnswer;
import com.genericcorp.hq.verify.wire.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page and all that it loads come from the same host, with a policy that lets nothing else in;
 * and it is told which environment it is.
 */
public final class PageLoads implements Check {
  private static final Pattern LOADED =
      Pattern.compile("<(?:script|link|img)\\b[^>]*?\\b(?:src|href)=\"([^\"]*)\"");
  private static final Pattern INLINE =
      Pattern.compile("<script(?![^>]*\\bsrc=)|\\bstyle=|\\bon[a-z]+=");
  private static final String CONFIG = "/config.json";

  @Override
  public String name() {
    return "page";
  }

  @Override
  public String expected(Target target) {
    return "the page loads its scripts and styles from its own host, under a strict policy, and "
        + CONFIG
        + " names '"
        + target.environment()
        + "'";
  }

  @Override
  public Finding look(Site site) throws NoAnswer {
    int files = 0;
    for (String host : site.hosts()) {
      Response page = site.get(host, "/");
      if (page.status() != 200) {
        return Finding.fault(host + "/ answered " + page.summary());
      }
      List<String> faults = faults(page);
      Matcher loaded = LOADED.matcher(page.body());
      while (loaded.find()) {
        faults.addAll(faultsOf(site, host, loaded.group(1)));
        files++;
      }
      if (files == 0) {
        faults.add("it loads nothing");
      }
      String environment = site.get(host, CONFIG).json().path("environment").asText();
      if (!environment.equals(site.target().environment())) {
        faults.add(CONFIG + " names the environment '" + environment + "'");
      }
      if (!faults.isEmpty()) {
        return Finding.fault(host + ": " + String.join("; ", faults));
      }
    }
    return Finding.good(files + " files, all of the page's own host");
  }

  private static List<String> faults(Response page) {
    List<String> faults = new ArrayList<>();
    String policy = String.join(";", page.all("content-security-policy")).toLowerCase(Locale.ROOT);
    if (!policy.contains("script-src 'self'") || !policy.contains("default-src 'none'")) {
      faults.add("its policy is not strict: '" + policy + "'");
    }
    if (policy.contains("unsafe-")) {
      faults.add("its policy has an exception: '" + policy + "'");
    }
    if (INLINE.matcher(page.body()).find()) {
      faults.add("it has scripts or styles in itself, which its policy forbids");
    }
    return faults;
  }

  private static List<String> faultsOf(Site site, String host, String path) throws NoAnswer {
    if (!path.startsWith("/") || path.startsWith("//")) {
      return List.of("it loads '" + path + "', which is not the host's own");
    }
    Response file = site.get(host, path);
    boolean typed =
        file.all("content-type").stream()
            .anyMatch(type -> type.matches("(text/(javascript|css)|image/[a-z+.-]+)(;.*)?"));
    boolean sniffed = !file.all("x-content-type-options").contains("nosniff");
    if (file.status() != 200) {
      return List.of(path + " answered " + file.summary());
    }
    return !typed || sniffed
        ? List.of(path + " is served as " + file.all("content-type") + ", which browsers refuse")
        : List.of();
  }
}
