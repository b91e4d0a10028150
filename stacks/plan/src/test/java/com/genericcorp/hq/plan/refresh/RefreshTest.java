package com.genericcorp.hq.plan.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.plan.prices.PriceBook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.pricing.PricingClient;

/** Prices are asked for over HTTP, of a server that answers as AWS's Pricing API does. */
class RefreshTest {
  private static final LocalDate TODAY = LocalDate.parse("2027-01-31");

  @TempDir Path temporary;

  private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private Path file;
  private volatile int status = 200;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    file = temporary.resolve("prices.yaml");
    Files.copy(Repository.find().root().resolve(PriceBook.FILE), file);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aNewPriceIsWrittenWithItsDateAndNothingElseChanges() throws IOException {
    String before = Files.readString(file);
    String said = refresh();

    assertThat(said)
        .contains("~ nat.hour: $0.045 → $0.05")
        .contains("? rds.db.t4g.micro.single: AWS has not exactly one such product");
    String after = Files.readString(file);
    assertThat(after)
        .contains(
            "nat.hour: { usd: 0.05, unit: hour, region: us-east-1, date: 2027-01-31, source: api,"
                + " checked: true,")
        .contains(
            "rds.db.t4g.micro.single: { usd: 0.016, unit: hour, region: us-east-1, date: 2026-10-01")
        .contains("egress: { usd: 0.09, unit: GB, region: us-east-1, date: 2026-10-01");
    assertThat(after.lines().filter(line -> line.contains("#")))
        .containsExactlyElementsOf(before.lines().filter(line -> line.contains("#")).toList());
    assertThat(after.lines()).hasSameSizeAs(before.lines().toList());
  }

  @Test
  void aProductIsAskedForByItsRegionAndAttributes() {
    refresh();
    JsonNode nat =
        asked.stream()
            .filter(one -> one.toString().contains("NatGateway-Hours"))
            .findFirst()
            .orElseThrow();
    assertThat(nat.get("ServiceCode").asText()).isEqualTo("AmazonEC2");
    assertThat(nat.get("Filters").findValuesAsText("Field"))
        .containsExactlyInAnyOrder("regionCode", "usagetype");
    assertThat(nat.get("Filters").findValuesAsText("Value"))
        .containsExactlyInAnyOrder("us-east-1", "NatGateway-Hours");
  }

  @Test
  void aRefusalNamesThePermission() throws IOException {
    String before = Files.readString(file);
    status = 400;
    assertThatThrownBy(this::refresh)
        .isInstanceOf(Failed.class)
        .hasMessageContaining("AccessDeniedException")
        .hasMessageContaining("pricing:GetProducts");
    assertThat(file).hasContent(before);
  }

  @Test
  void withoutCredentialsASentenceSaysWhatToDo() {
    AwsCredentialsProvider none =
        () -> {
          throw SdkClientException.create("Unable to load credentials from any of the providers");
        };
    assertThatThrownBy(() -> refresh(none))
        .isInstanceOf(Failed.class)
        .hasMessageStartingWith("there are no credentials of AWS: log in");
  }

  private String refresh() {
    return refresh(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")));
  }

  private String refresh(AwsCredentialsProvider credentials) {
    PricingClient client =
        PricingClient.builder()
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    try (PriceList list = new PriceList(client)) {
      return Refresh.run(file, TODAY, PriceBook.own(), list);
    }
  }

  /** As the API answers: each product is a document of its own, in a list of texts. */
  private void answer(HttpExchange exchange) throws IOException {
    JsonNode request = Json.mapper().readTree(exchange.getRequestBody().readAllBytes());
    asked.add(request);
    assertThat(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
        .isEqualTo("AWSPriceListService.GetProducts");
    String body;
    if (status == 200) {
      List<String> products =
          request.toString().contains("db.t4g.micro")
              ? List.of(product("0.016"), product("0.017"))
              : List.of(
                  product(
                      request.toString().contains("NatGateway-Hours")
                          ? "0.0500000000"
                          : "0.0450000000"));
      body = Json.print(Map.of("FormatVersion", "aws_v1", "PriceList", products));
    } else {
      body = "{\"__type\":\"AccessDeniedException\",\"message\":\"no\"}";
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String product(String usd) {
    return """
        {"product":{"sku":"X"},"terms":{"OnDemand":{"X.T":{"priceDimensions":{
        "X.T.0":{"unit":"Hrs","beginRange":"0","endRange":"Inf","pricePerUnit":{"USD":"%s"}}}}}}}
        """
        .formatted(usd);
  }
}
