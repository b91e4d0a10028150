package com.genericcorp.hq.server.serve;

import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.config.Features;
import com.genericcorp.hq.server.database.DatabaseSettings;
import com.genericcorp.hq.server.http.Hosts;
import com.genericcorp.hq.server.http.RawHttp;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.limits.Tiers;
import com.genericcorp.hq.server.mail.SmtpSettings;
import com.genericcorp.hq.server.seed.SampleOrganization;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** The whole service in the test's JVM, on free ports, and a caller of it. */
public final class TestService implements AutoCloseable {
  public static final String HOST = "demo.localhost";

  public final Service service;

  private TestService(Service service) {
    this.service = service;
  }

  public static TestService start(TestInstallation installation) {
    return start(installation, "test-" + UUID.randomUUID());
  }

  public static TestService start(TestInstallation installation, String instance) {
    return new TestService(Service.start(settings(installation.settings, instance)));
  }

  /** On an installation's database, reached in another way. */
  public static TestService start(DatabaseSettings database) {
    return new TestService(Service.start(settings(database, "test-" + UUID.randomUUID())));
  }

  /** With limits; other tests have none. */
  public static TestService start(TestInstallation installation, Tiers tiers) {
    String instance = "test-" + UUID.randomUUID();
    return start(settings(installation.settings, instance, hosts(), Optional.empty(), tiers));
  }

  /** With everything as a test wishes. */
  public static TestService start(ServeSettings settings) {
    return new TestService(Service.start(settings));
  }

  /** Somebody of the organisation who is signed in, having accepted an invitation. */
  public Browser join(String slug, String ownerKey, String email, String role, String password) {
    Reply invited =
        ask(
            "POST",
            "/api/users",
            slug,
            ownerKey,
            "{\"email\":\"%s\",\"role\":\"%s\"}".formatted(email, role));
    if (invited.status() != 201) {
      throw new AssertionError(invited.body());
    }
    Browser browser = new Browser(this, slug);
    Reply joined =
        browser.accept(invited.json().at("/invitation/url").asText(), "Ada " + role, password);
    if (joined.status() != 200) {
      throw new AssertionError(joined.body());
    }
    return browser;
  }

  private static Hosts hosts() {
    return new Hosts(HOST, "{slug}." + HOST, 8443);
  }

  public static ServeSettings settings(DatabaseSettings database, String instance) {
    return settings(database, instance, hosts(), Optional.empty());
  }

  /** The same at other hosts, or with mail. */
  public static ServeSettings settings(
      DatabaseSettings database, String instance, Hosts hosts, Optional<SmtpSettings> smtp) {
    return settings(database, instance, hosts, smtp, Tiers.parse("{\"free\":{}}"));
  }

  private static ServeSettings settings(
      DatabaseSettings database,
      String instance,
      Hosts hosts,
      Optional<SmtpSettings> smtp,
      Tiers tiers) {
    return new ServeSettings(
        "test",
        hosts,
        "127.0.0.1",
        0,
        0,
        1,
        0,
        2,
        4,
        4,
        tiers,
        instance,
        database,
        TestInstallation.GATEWAY_SECRET,
        new Features(true, true, true, true, true),
        List.of(new SampleOrganization("acme", "Acme Corporation", "growth")),
        smtp,
        Optional.empty());
  }

  /** The routes under a path, each as {@code METHOD /template}. */
  public Set<String> routesBelow(String path) {
    return service.routes().stream()
        .filter(route -> route.contains(" " + path))
        .collect(Collectors.toSet());
  }

  /** Asks as an organisation, at its own host, with its key. */
  public Reply ask(String method, String path, String slug, String key, String body) {
    return RawHttp.exchange(
        service.port(), RawHttp.request(method, path, slug + "." + HOST, Optional.of(key), body));
  }

  /** Sends a request's text as it is. */
  public Reply raw(String request) {
    return RawHttp.exchange(service.port(), request);
  }

  /** Waits until something is so, some seconds at the most. */
  public static void await(String what, Duration patience, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + patience.toMillis() + " ms: " + what);
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new AssertionError(interrupted);
      }
    }
  }

  @Override
  public void close() {
    service.close();
  }
}
