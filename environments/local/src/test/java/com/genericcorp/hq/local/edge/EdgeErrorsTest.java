package com.genericcorp.hq.local.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.local.edge.TlsClient.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class EdgeErrorsTest extends EdgeFixture {
  @Test
  void whatTheEdgeRefusesItselfHasTheHeadersOfEveryAnswer() throws Exception {
    for (String malformed :
        List.of(
            "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
            "GET /%zz HTTP/1.1\r\nHost: demo.localhost\r\nConnection: close\r\n\r\n",
            "\u0001<b>\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: demo.localhost\r\nX: " + "x".repeat(40_000) + "\r\n\r\n")) {
      Answer answer = client.send(HOST, malformed);
      assertThat(answer.status()).isIn(400, 431);
      assertThat(answer.head())
          .contains("content-type: application/problem+json")
          .contains("x-content-type-options: nosniff")
          .contains("content-security-policy: default-src 'none'")
          .contains("cross-origin-opener-policy: same-origin")
          .contains("cache-control: no-store");
      assertThat(answer.body()).contains("\"detail\":").doesNotContain("<");
    }
  }
}
