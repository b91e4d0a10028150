package com.genericcorp.hq.server.commands;

import static com.genericcorp.hq.server.serve.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.postgres.TestPostgres;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.cloudwatch.CloudWatchMetric;
import com.genericcorp.hq.server.cloudwatch.EmbeddedMetricFormat;
import com.genericcorp.hq.server.commands.CommandProcess.Ended;
import com.genericcorp.hq.server.http.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines for CloudWatch of a server that is asked over HTTP and stopped. */
class ServeMetricsTest {
  @TempDir private Path folder;

  private int port;
  private int asked;
  private int failed;
  private String key = "";

  @Test
  void theirSumsAreWhatWasAskedOfTheServer() throws Exception {
    try (TestPostgres postgres = TestPostgres.start();
        TestInstallation installation = TestInstallation.migrated(postgres)) {
      key = installation.createWithKey("acme").reveal();
      CommandProcess server = serve(installation, Map.of("METRICS_NAMESPACE", "AgentHQ"));
      for (int n = 0; n < 20; n++) {
        ask("/api/agents");
        ask("/api/tasks/not-an-id");
      }
      assertThat(failed).isZero();
      postgres.stop();
      ask("/api/agents");
      ask("/api/agents");
      assertThat(failed).isPositive();
      server.terminate();
      Ended ended = server.end();
      assertThat(ended.code()).as(ended.err()).isZero();
      List<JsonNode> lines = EmbeddedMetricFormat.linesIn(ended.out());
      assertThat(lines).isNotEmpty().allMatch(line -> line.get("Environment").asText().equals("x"));
      assertThat(EmbeddedMetricFormat.sum(lines, CloudWatchMetric.REQUESTS)).isEqualTo(asked);
      assertThat(EmbeddedMetricFormat.sum(lines, CloudWatchMetric.ERRORS)).isEqualTo(failed);
      assertThat(EmbeddedMetricFormat.sum(lines, CloudWatchMetric.LATENCY)).isEqualTo(asked);
      assertThat(lines)
          .anyMatch(line -> line.get("OrganizationsActive").asInt() == 1)
          .allMatch(line -> !line.toString().contains("acme"));
    }
  }

  @Test
  void withoutANamespaceThereAreNone() throws Exception {
    try (TestInstallation installation = TestInstallation.migrated()) {
      key = installation.createWithKey("acme").reveal();
      CommandProcess server = serve(installation, Map.of());
      ask("/api/agents");
      server.terminate();
      assertThat(server.end().out()).contains("\"Stopped.\"").doesNotContain("_aws");
    }
  }

  @Test
  void aNamespaceThatCloudWatchRefusesIsRefused() throws Exception {
    try (TestInstallation installation = TestInstallation.empty()) {
      for (String wrong : List.of("AWS/ECS", "two words", "a".repeat(256))) {
        Ended ended = start(installation, Map.of("METRICS_NAMESPACE", wrong)).end();
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("METRICS_NAMESPACE is '" + wrong + "'");
      }
    }
  }

  private CommandProcess serve(TestInstallation installation, Map<String, String> more)
      throws IOException {
    CommandProcess server = start(installation, more);
    await(
        "ready",
        Duration.ofSeconds(30),
        () -> {
          try {
            return RawHttp.exchange(port, "GET /ready HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").status()
                == 200;
          } catch (UncheckedIOException notYet) {
            return false;
          }
        });
    return server;
  }

  private CommandProcess start(TestInstallation installation, Map<String, String> more)
      throws IOException {
    port = freePort();
    Map<String, String> variables = new HashMap<>();
    variables.put("ENVIRONMENT", "x");
    variables.put("PUBLIC_HOST", "demo.localhost");
    variables.put("TENANT_HOST", "{slug}.demo.localhost");
    variables.put("TRUSTED_PROXIES", "1");
    variables.put("BIND_ADDRESS", "127.0.0.1");
    variables.put("PORT", Integer.toString(port));
    variables.put("MANAGEMENT_PORT", Integer.toString(freePort()));
    variables.putAll(more);
    return CommandProcess.start(folder, installation.database, variables, "serve");
  }

  private void ask(String path) {
    int status =
        RawHttp.exchange(
                port, RawHttp.request("GET", path, "acme.demo.localhost", Optional.of(key), ""))
            .status();
    asked++;
    if (status >= 500) {
      failed++;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
