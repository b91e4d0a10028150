package com.genericcorp.hq.local.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.local.edge.TlsClient.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedirectHandlerTest extends EdgeFixture {
  @Test
  void plainHttpIsSentToTheSameAddressOverHttps() throws Exception {
    Answer answer = plain("GET /api/tasks?limit=2 HTTP/1.1\r\nHost: acme.demo.localhost:8080");
    assertThat(answer.status()).isEqualTo(308);
    assertThat(answer.head())
        .contains(
            "location: https://acme.demo.localhost:" + edge.httpsPort() + "/api/tasks?limit=2");
  }

  @Test
  void theRedirectLeadsToNoOtherHost() throws Exception {
    for (String host : List.of("evil.example", "demo.localhost.evil.example", "xdemo.localhost")) {
      assertThat(plain("GET / HTTP/1.1\r\nHost: " + host).head())
          .contains("location: https://demo.localhost:" + edge.httpsPort() + "/");
    }
    assertThat(plain("GET //evil.example/ HTTP/1.1\r\nHost: demo.localhost").head())
        .contains("location: https://demo.localhost:" + edge.httpsPort() + "/");
  }

  @Test
  void noHstsIsSentSinceItWouldHoldForEveryPortOfTheName() throws Exception {
    assertThat(client.get(HOST, "/").head()).doesNotContain("strict-transport-security");
    assertThat(plain("GET / HTTP/1.1\r\nHost: demo.localhost").head())
        .doesNotContain("strict-transport-security");
  }
}
