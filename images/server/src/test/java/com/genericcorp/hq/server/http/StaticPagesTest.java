package com.genericcorp.hq.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;

class StaticPagesTest {
  private final StaticPages pages =
      new StaticPages("demo <&\"", new Hosts("demo.example.com", "{slug}.demo.example.com", 8443));

  private final Call call =
      new Call(
          new Exchange("id", "client", "GET"),
          HttpFields.EMPTY,
          Map.of(),
          "",
          ByteBuffer.allocate(0));

  @Test
  void theFrontPageSaysWhereItIsAndWhereTheApiIs() {
    Answer front = pages.front(call);
    assertThat(front.contentType()).isEqualTo("text/html; charset=utf-8");
    assertThat(text(front))
        .contains("demo &lt;&amp;&quot;")
        .contains("https://ORGANISATION.demo.example.com:8443/api/tasks")
        .doesNotContain("${");
  }

  @Test
  void aBrowserLoadsNothingFromElsewhereAndRunsNothing() {
    for (Answer page : all()) {
      assertThat(policy(page))
          .contains("default-src 'self'")
          .contains("script-src 'none'")
          .contains("frame-ancestors 'none'");
      assertThat(text(page))
          .doesNotContain("<script")
          .doesNotContain("style=")
          .doesNotContain("@import");
      assertThat(text(page).replace("http://www.w3.org/2000/svg", ""))
          .doesNotContainPattern("(src|href)=\"[a-z]*://")
          .doesNotContain("url(");
    }
  }

  private static String text(Answer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static String policy(Answer answer) {
    return answer.headers().stream()
        .filter(header -> header.name().equals("Content-Security-Policy"))
        .map(Answer.Header::value)
        .findFirst()
        .orElseThrow();
  }

  private List<Answer> all() {
    return List.of(pages.front(call), pages.style(call), pages.icon(call));
  }
}
