package com.genericcorp.hq.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.http.RawHttp;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.serve.TestService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page as the server sends it. */
class WebPagesTest {
  private static final int MOST_COMPRESSED_BYTES = 150_000;
  private static final Pattern LOADED =
      Pattern.compile("<(?:script|link)\\b[^>]*?\\b(?:src|href)=\"([^\"]*)\"");

  private static TestInstallation installation;
  private static TestService service;

  @BeforeAll
  static void start() {
    installation = TestInstallation.migrated();
    installation.create("acme");
    service = TestService.start(installation);
  }

  @AfterAll
  static void stop() {
    service.close();
    installation.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/sign-in",
        "/invitation",
        "/board",
        "/agents",
        "/usage",
        "/members",
        "/keys",
        "/status",
        "/board?task=1"
      })
  void everyAddressOfThePageIsItsOneDocument(String path) {
    Reply page = get(path);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
    assertThat(page.header("ETag")).isNotEmpty();
    assertThat(page.header("Vary")).isEqualTo("Accept-Encoding");
    assertThat(page.body()).isEqualTo(get("/").body());
  }

  @Test
  void thePolicyHasNoExceptions() {
    for (String path : List.of("/", "/icon.svg", loaded("js"))) {
      assertThat(get(path).header("Content-Security-Policy"))
          .as(path)
          .isEqualTo(WebFile.POLICY)
          .startsWith("default-src 'none'")
          .doesNotContain("unsafe-")
          .doesNotContain("*")
          .doesNotContain("http");
    }
  }

  @Test
  void nothingIsInLineAndNothingComesFromElsewhere() {
    String page = get("/").body();
    assertThat(page)
        .doesNotContainPattern("<script(?![^>]*\\bsrc=)")
        .doesNotContain("<style")
        .doesNotContainPattern("\\b(style|on[a-z]+)=")
        .doesNotContain("@STYLE@", "@SCRIPT@");
    assertThat(allLoaded()).hasSize(3).allMatch(path -> path.matches("/[^/].*"));
    assertThat(get(loaded("css")).body())
        .doesNotContain("@import")
        .doesNotContain("url(")
        .doesNotContain("//");
  }

  @Test
  void theScriptWritesNoMarkup() {
    // Preact's own innerHTML serves dangerouslySetInnerHTML alone, which no page of ours uses.
    assertThat(get(loaded("js")).body())
        .doesNotContain("eval(", "new Function", "document.write", "insertAdjacentHTML");
  }

  @Test
  void filesWithTheirContentsNameAreKeptForEver() {
    Reply script = get(loaded("js"));
    assertThat(script.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
    assertThat(script.header("Content-Type")).isEqualTo("text/javascript; charset=utf-8");
    assertThat(script.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(get(loaded("css")).header("Content-Type")).isEqualTo("text/css; charset=utf-8");
    assertThat(get("/icon.svg").header("Content-Type")).isEqualTo("image/svg+xml");
  }

  @Test
  void headersAreTheSameWithoutTheBody() {
    Reply whole = get(loaded("js"));
    Reply head = service.raw(request("HEAD", loaded("js"), TestService.HOST));
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Length")).isEqualTo(whole.header("Content-Length"));
    assertThat(head.header("ETag")).isEqualTo(whole.header("ETag"));
  }

  @Test
  void whoHasThePageIsToldThatItIsStillTheSame() {
    String tag = get("/").header("ETag");
    String asked = request("GET", "/", TestService.HOST);
    Reply again =
        service.raw(asked.replaceFirst("\r\n\r\n$", "\r\nIf-None-Match: " + tag + "\r\n\r\n"));
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/none-ABCDEFGH.js",
        "/assets/",
        "/assets",
        "/assets/main.html",
        "/assets/index.html",
        "/assets/../index.html",
        "/assets/..%2findex.html",
        "/assets/%2e%2e/icon.svg",
        "/assets/..;/index.html",
        "/web/index.html",
        "/index.html",
        "/board/",
        "//board",
        "/api/openapi.jso"
      })
  void whatIsNotThereIsNotFound(String path) {
    Reply reply = get(path);
    assertThat(reply.status()).isIn(400, 404);
    assertThat(reply.body()).doesNotContain("<html");
  }

  @Test
  void thePageIsSmall() throws IOException {
    int bytes = compressed(get("/").body());
    for (String path : allLoaded()) {
      bytes += compressed(get(path).body());
    }
    assertThat(bytes).isBetween(5_000, MOST_COMPRESSED_BYTES);
  }

  @Test
  void thePageOfAnUnknownOrganisationSaysSoItself() {
    assertThat(get("/", "nobody." + TestService.HOST).status()).isEqualTo(200);
    assertThat(get("/", "elsewhere.example").status()).isEqualTo(421);
    assertThat(config("nobody." + TestService.HOST).path("organization").isNull()).isTrue();
  }

  @Test
  void theHostsOrganisationIsNamedAndNothingMoreIsSaidOfIt() {
    JsonNode config = config("acme." + TestService.HOST);
    assertThat(config.path("organization").path("slug").asText()).isEqualTo("acme");
    assertThat(config.path("organization").properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder("slug", "name");
  }

  @Test
  void theEnvironmentIsTheSameAtTheServicesOwnHost() {
    JsonNode config = config(TestService.HOST);
    assertThat(config.path("organization").isNull()).isTrue();
    assertThat(config.path("environment").asText()).isEqualTo("test");
    assertThat(config.path("publicUrl").asText()).isEqualTo("https://demo.localhost:8443");
    assertThat(config.path("organizationUrl").asText())
        .isEqualTo("https://{slug}.demo.localhost:8443");
    assertThat(config.path("features").path("beta").asBoolean()).isTrue();
    assertThat(config.path("features").path("sampleSignIn").isBoolean()).isTrue();
    assertThat(config.path("features").path("sampleOrganizationsNightlyReset").asBoolean())
        .isTrue();
    assertThat(config.path("sampleOrganizations").path(0).path("url").asText())
        .isEqualTo("https://acme.demo.localhost:8443");
  }

  private static JsonNode config(String host) {
    Reply reply = get("/config.json", host);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Cache-Control")).isEqualTo("no-cache");
    return reply.json();
  }

  private static List<String> allLoaded() {
    List<String> paths = new ArrayList<>();
    Matcher loaded = LOADED.matcher(get("/").body());
    while (loaded.find()) {
      paths.add(loaded.group(1));
    }
    return paths;
  }

  private static String loaded(String ending) {
    return allLoaded().stream().filter(path -> path.endsWith(ending)).findFirst().orElseThrow();
  }

  private static int compressed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.size();
  }

  private static Reply get(String path) {
    return get(path, TestService.HOST);
  }

  private static Reply get(String path, String host) {
    return service.raw(request("GET", path, host));
  }

  private static String request(String method, String path, String host) {
    return RawHttp.request(method, path, host, Optional.empty(), "");
  }
}
