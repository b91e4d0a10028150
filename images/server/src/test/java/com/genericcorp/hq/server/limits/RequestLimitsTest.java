package com.genericcorp.hq.server.limits;

import static com.genericcorp.hq.server.serve.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.http.RawHttp;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.serve.TestService;
import com.genericcorp.hq.server.tenancy.Slug;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class RequestLimitsTest extends LimitsFixture {
  @Test
  void theRequestAfterThoseOfAMinuteIs429AndSaysWhatWouldAllowMore() throws Exception {
    organisation("small", "free");
    Reply first = get("small", "/api/organization");
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.header("RateLimit-Limit")).isEqualTo("100");
    assertThat(first.header("RateLimit-Remaining")).isEqualTo("99");
    assertThat(first.header("RateLimit-Reset")).isEqualTo("1");
    assertThat(first.header("RateLimit-Policy")).isEqualTo("100;w=60");

    Reply refused = untilRefused("small", 1);
    assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(refused.header("RateLimit-Limit")).isEqualTo("100");
    assertThat(refused.header("RateLimit-Remaining")).isEqualTo("0");
    assertThat(Integer.parseInt(refused.header("RateLimit-Reset"))).isBetween(55, 60);
    assertThat(refused.json().get("type").asText()).endsWith(":limit-requests");
    assertThat(refused.json().get("detail").asText())
        .contains("'free' allows 100 requests a minute; 'starter' allows 5000");
    assertThat(limit(refused).toString())
        .isEqualTo(
            "{\"name\":\"requestsPerMinute\",\"tier\":\"free\",\"allowed\":100,"
                + "\"nextTier\":\"starter\",\"nextAllowed\":5000}");

    // Pages and health are nobody's requests.
    assertThat(service.raw("GET /health HTTP/1.1\r\nHost: x\r\n\r\n").status()).isEqualTo(200);
    assertThat(service.raw("GET / HTTP/1.1\r\nHost: small.demo.localhost\r\n\r\n").status())
        .isEqualTo(200);
  }

  @Test
  void anOrganisationAtAHundredTimesItsLimitIsNothingToTheOthers() throws Exception {
    organisation("noisy", "free");
    organisation("quiet", "free");
    AtomicInteger served = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<?>> noise = new ArrayList<>();
    long start = System.nanoTime();
    for (int thread = 0; thread < 4; thread++) {
      noise.add(
          threads.submit(
              () -> {
                try (RawHttp connection = new RawHttp(service.service.port())) {
                  for (int one = 0; one < 2_500; one++) {
                    connection.send(request("noisy"));
                    int status = connection.receive().status();
                    (status == 200 ? served : refused).incrementAndGet();
                  }
                }
                return null;
              }));
    }
    for (int one = 0; one < 80; one++) {
      assertThat(get("quiet", "/api/agents").status()).isEqualTo(200);
    }
    for (Future<?> one : noise) {
      one.get();
    }
    threads.shutdown();
    long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
    assertThat(served.get()).isBetween(100, (int) (100 + (seconds + 1) * 100 / 60 + 1));
    assertThat(served.get() + refused.get()).isEqualTo(10_000);
    await(
        "what was refused is in the metrics",
        Duration.ofSeconds(5),
        () -> metrics().contains("requests_limited_total{kind=\"organization\"} "));
  }

  @Test
  void aChangeOfTierTakesEffectWithinTwoSeconds() throws Exception {
    organisation("growing", "free");
    untilRefused("growing", 0);
    assertThat(installation.tenantAdministration.changeTier(new Slug("growing"), "starter"))
        .isTrue();
    await(
        "the new tier",
        Duration.ofSeconds(3),
        () -> get("growing", "/api/agents").header("RateLimit-Limit").equals("5000"));
    assertThat(get("growing", "/api/agents").status()).isEqualTo(200);
    assertThat(installation.tenantAdministration.changeTier(new Slug("nobody"), "starter"))
        .isFalse();
  }

  @Test
  void anOrganisationOfATierThatIsGoneIsHeldToTheSmallest() {
    organisation("lost", "gold");
    assertThat(get("lost", "/api/agents").header("RateLimit-Limit")).isEqualTo("100");
  }

  @Test
  void aTierWithoutALimitHasNoSuchHeaders() {
    organisation("large", "enterprise");
    Reply reply = get("large", "/api/agents");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.headers().keySet()).noneMatch(name -> name.startsWith("ratelimit"));
  }

  @Test
  void aKeyWithALimitOfItsOwnMeetsItAlone() {
    organisation("keys", "starter");
    var tenant = installation.tenantAdministration.find(new Slug("keys")).orElseThrow();
    String narrow = installation.tenantAdministration.replaceKey(tenant, "narrow").reveal();
    installation.asSuperuser(
        "update %s.api_keys set requests_per_minute = 3 where name = 'narrow'"
            .formatted(tenant.schema()));
    for (int left = 2; left >= 0; left--) {
      Reply reply = service.ask("GET", "/api/agents", "keys", narrow, "");
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.header("RateLimit-Limit")).isEqualTo("3");
      assertThat(reply.header("RateLimit-Remaining")).isEqualTo(Integer.toString(left));
    }
    Reply refused = service.ask("GET", "/api/agents", "keys", narrow, "");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(15, 20);
    assertThat(limit(refused).toString())
        .isEqualTo(
            "{\"name\":\"requestsPerMinuteOfKey\",\"tier\":null,\"allowed\":3,"
                + "\"nextTier\":null,\"nextAllowed\":null}");
    assertThat(get("keys", "/api/agents").status()).isEqualTo(200);
  }

  @Test
  void strangersAreCountedByTheAddressThatTheProxySaw() {
    organisation("open", "free");
    Reply last = stranger("X-Forwarded-For: 203.0.113.1");
    assertThat(last.status()).isEqualTo(401);
    assertThat(last.header("RateLimit-Limit")).isEqualTo("100");
    for (int one = 1; last.status() == 401 && one <= 400; one++) {
      // What the sender itself claims, left of what the one trusted proxy adds, changes nothing.
      last = stranger("X-Forwarded-For: 198.51.100." + one % 250 + ", 203.0.113.1");
    }
    assertThat(last.status()).isEqualTo(429);
    assertThat(last.header("Retry-After")).isEqualTo("1");
    assertThat(last.json().get("type").asText()).endsWith(":limit-address");
    assertThat(limit(last).get("name").asText()).isEqualTo("requestsPerMinuteOfAddress");
    assertThat(stranger("X-Forwarded-For: 203.0.113.2").status()).isEqualTo(401);
    // Who is known is not counted by address.
    assertThat(ask("GET", "open", "/api/agents", "", "X-Forwarded-For: 203.0.113.1").status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/agents", "/api/organization"})
  void oneCustomersNetworkIsOneAddress(String path) {
    String network = path.equals("/api/agents") ? "2001:db8:0:1" : "2001:db8:0:2";
    int status = 0;
    for (int one = 1; status != 429 && one <= 400; one++) {
      status =
          service
              .raw(
                  "GET %s HTTP/1.1\r\nHost: demo.localhost\r\nX-Forwarded-For: %s::%x\r\n\r\n"
                      .formatted(path, network, one))
              .status();
    }
    assertThat(status).isEqualTo(429);
  }

  private static Reply stranger(String header) {
    return service.raw(
        "GET /api/agents HTTP/1.1\r\nHost: open.demo.localhost\r\n" + header + "\r\n\r\n");
  }

  /** Asks until it is refused: not before the limit, and not long after it. */
  private static Reply untilRefused(String slug, int already) throws IOException {
    long start = System.nanoTime();
    try (RawHttp connection = new RawHttp(service.service.port())) {
      for (int admitted = already; ; admitted++) {
        connection.send(request(slug));
        Reply reply = connection.receive();
        if (reply.status() == 429) {
          double seconds = (System.nanoTime() - start) / 1e9;
          assertThat(admitted).isBetween(100, (int) (102 + seconds * 100 / 60));
          return reply;
        }
        assertThat(reply.status()).isEqualTo(200);
      }
    }
  }

  private static String request(String slug) {
    return RawHttp.request(
        "GET", "/api/organization", slug + "." + TestService.HOST, Optional.of(key(slug)), "");
  }

  private static String metrics() {
    return RawHttp.exchange(
            service.service.managementPort(), "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")
        .body();
  }
}
