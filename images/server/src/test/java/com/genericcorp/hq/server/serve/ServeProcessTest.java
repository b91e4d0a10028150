package com.genericcorp.hq.server.serve;

import static com.genericcorp.hq.server.serve.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.genericcorp.hq.server.Main;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.http.RawHttp;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve} as a process: started, killed, stopped. */
class ServeProcessTest {
  private static final Duration SOON = Duration.ofSeconds(15);

  private static TestInstallation installation;
  private static String key;
  private static int port;
  private static int managementPort;

  @TempDir private Path folder;
  private final List<Process> processes = new ArrayList<>();

  @BeforeAll
  static void anOrganisation() throws IOException {
    installation = TestInstallation.migrated();
    key = installation.createWithKey("acme").reveal();
    port = freePort();
    managementPort = freePort();
  }

  @AfterAll
  static void close() {
    installation.close();
  }

  @AfterEach
  void leaveNothingRunning() throws InterruptedException {
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void aKilledServersTaskGoesOnAsSoonAsItIsBack() throws Exception {
    Process first = serve(Map.of());
    await("ready", SOON, this::ready);
    String path = createTask("killed", 5);
    await("progress", SOON, () -> task(path).get("progress").asInt() >= 20);
    first.destroyForcibly().waitFor();
    serve(Map.of());
    await("ready", SOON, this::ready);
    // Long before the lease ends.
    await("resumed", Duration.ofSeconds(3), () -> task(path).toString().contains("resumed"));
    await("the end", SOON, () -> task(path).get("status").asText().equals("succeeded"));
    assertThat(task(path).get("attempts").asInt()).isEqualTo(1);
    assertThat(log()).contains("Took up 1 tasks");
  }

  @Test
  void onSigtermItStopsInGoodOrder() throws Exception {
    Process server = serve(Map.of());
    await("ready", SOON, this::ready);
    String path = createTask("stopped", 60);
    await("running", SOON, () -> task(path).get("status").asText().equals("running"));
    server.destroy();
    assertThat(server.waitFor(15, TimeUnit.SECONDS)).isTrue();
    assertThat(server.exitValue()).isZero();
    assertThat(installation.value("select count(*) from public.jobs where worker is not null"))
        .isEqualTo("0");
    assertThat(log()).contains("\"Stopping.\"").contains("\"Stopped.\"").doesNotContain("ERROR");
    serve(Map.of());
    await(
        "running again",
        SOON,
        () -> ready() && task(path).get("status").asText().equals("running"));
    assertThat(task(path).get("attempts").asInt()).isEqualTo(1);
    ask("POST", path + "/cancel", "");
  }

  @Test
  void usageOutlivesAnOrderlyStopAndAKillTakesItsLastSecondAtTheMost() throws Exception {
    String metered = installation.createWithKey("metered").reveal();
    Process killed = serve(Map.of());
    await("ready", SOON, this::ready);
    List<Long> answered = new ArrayList<>();
    long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
    while (System.nanoTime() < end) {
      call(metered);
      answered.add(System.nanoTime());
    }
    long kill = System.nanoTime();
    killed.destroyForcibly().waitFor();
    // A flush begins a second after the last one's end; the second second is a busy machine's.
    long certain =
        answered.stream().filter(at -> kill - at > Duration.ofSeconds(2).toNanos()).count();
    assertThat(certain).isPositive();
    long recorded = calls();
    assertThat(recorded).isBetween(certain, (long) answered.size());

    Process stopped = serve(Map.of());
    await("ready", SOON, this::ready);
    for (int one = 0; one < 25; one++) {
      call(metered);
    }
    stopped.destroy();
    assertThat(stopped.waitFor(15, TimeUnit.SECONDS)).isTrue();
    assertThat(calls()).isEqualTo(recorded + 25);
  }

  private static void call(String metered) {
    assertThat(
            RawHttp.exchange(
                    port,
                    RawHttp.request(
                        "GET", "/api/agents", "metered.demo.localhost", Optional.of(metered), ""))
                .status())
        .isEqualTo(200);
  }

  private static long calls() {
    return Long.parseLong(
        installation.value(
            "select coalesce(sum(api_calls), 0) from public.usage_hours"
                + " join public.tenants on id = tenant_id where slug = 'metered'"));
  }

  @Test
  void everyLineOnStandardOutputIsOneJsonObjectWithoutSecrets() throws Exception {
    Process server = serve(Map.of());
    await("ready", SOON, this::ready);
    ask("GET", "/api/tasks?limit=1", "");
    RawHttp.exchange(
        port,
        "GET /a%0a{\"forged\":1}?secret=x HTTP/1.1\r\nHost: acme.demo.localhost\r\n"
            + "X-Forwarded-For: 203.0.113.9\r\nX-Request-Id: seen-by-the-proxy\r\n\r\n");
    server.destroy();
    server.waitFor();
    List<String> lines = Files.readAllLines(folder.resolve("out"));
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> requests = new ArrayList<>();
    for (String line : lines) {
      JsonNode entry = json.readTree(line);
      assertThat(entry.fieldNames())
          .toIterable()
          .contains("time", "level", "message", "environment");
      if (entry.path("message").asText().equals("request")) {
        requests.add(entry);
      }
    }
    assertThat(requests)
        .anySatisfy(
            entry -> {
              assertThat(entry.get("route").asText()).isEqualTo("/api/tasks");
              assertThat(entry.get("path").asText()).isEqualTo("/api/tasks");
              assertThat(entry.get("tenant").asText()).isEqualTo("acme");
              assertThat(entry.get("status").asInt()).isEqualTo(200);
              assertThat(entry.get("millis").asInt()).isNotNegative();
            })
        .anySatisfy(
            entry -> {
              assertThat(entry.get("request").asText()).isEqualTo("seen-by-the-proxy");
              assertThat(entry.get("client").asText()).isEqualTo("203.0.113.9");
              assertThat(entry.get("route").asText()).isEqualTo("unmatched");
            });
    assertThat(String.join("\n", lines))
        .doesNotContain(key)
        .doesNotContain("test-gateway-secret")
        .doesNotContain("secret=x");
  }

  @Test
  void metricsAreOnTheManagementPortAlone() throws Exception {
    serve(Map.of());
    await("ready", SOON, this::ready);
    ask("GET", "/api/organization", "");
    assertThat(get(port, "/metrics").status()).isEqualTo(404);
    assertThat(get(managementPort, "/health").status()).isEqualTo(200);
    assertThat(get(managementPort, "/api/tasks").status()).isEqualTo(404);
    await(
        "metrics",
        SOON,
        () ->
            List.of(
                    "http_requests_total{method=\"GET\",route=\"/api/organization\",status=\"200\",tenant=\"acme\"}",
                    "http_request_duration_seconds_bucket",
                    "tasks_waiting",
                    "tasks_oldest_waiting_seconds",
                    "hikaricp_connections_active",
                    "jvm_memory_used_bytes",
                    "jvm_gc_",
                    "process_uptime_seconds",
                    "process_files_open_files")
                .stream()
                .allMatch(get(managementPort, "/metrics").body()::contains));
  }

  @Test
  void aPortInUseIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (String variable : List.of("PORT", "MANAGEMENT_PORT")) {
        Process server = serve(Map.of(variable, Integer.toString(taken.getLocalPort())));
        assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(server.exitValue()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("err")))
            .contains(variable + ": port " + taken.getLocalPort());
      }
    }
  }

  @Test
  void everyVariableThatIsWrongIsNamedAtOnce() throws Exception {
    Process server =
        serve(
            Map.of(
                "PORT", "http", "TRUSTED_PROXIES", "-1", "PUBLIC_HOST", "", "HSTS_SECONDS", "x"));
    assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(server.exitValue()).isEqualTo(2);
    assertThat(Files.readString(folder.resolve("err")))
        .contains("PORT")
        .contains("TRUSTED_PROXIES")
        .contains("PUBLIC_HOST")
        .contains("HSTS_SECONDS");
  }

  @Test
  void withoutItsDatabaseItListensAllTheSame() throws Exception {
    Process server = serve(Map.of("DATABASE_PORT", Integer.toString(freePort())));
    await("alive", SOON, () -> status(port, "/health") == 200);
    assertThat(status(port, "/ready")).isEqualTo(503);
    server.destroy();
    assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(server.exitValue()).isZero();
  }

  private Process serve(Map<String, String> changes) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "serve");
    Map<String, String> variables = builder.environment();
    variables.put("ENVIRONMENT", "test");
    variables.put("PUBLIC_HOST", "demo.localhost");
    variables.put("TENANT_HOST", "{slug}.demo.localhost");
    variables.put("TRUSTED_PROXIES", "1");
    variables.put("BIND_ADDRESS", "127.0.0.1");
    variables.put("PORT", Integer.toString(port));
    variables.put("MANAGEMENT_PORT", Integer.toString(managementPort));
    variables.put("DATABASE_HOST", installation.settings.host());
    variables.put("DATABASE_PORT", Integer.toString(installation.settings.port()));
    variables.put("DATABASE_NAME", installation.settings.name());
    variables.put("DATABASE_TLS", "disable");
    variables.put("GATEWAY_SECRET", TestInstallation.GATEWAY_SECRET.reveal());
    variables.putAll(changes);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("out").toFile()));
    builder.redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("err").toFile()));
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  private String createTask(String agentName, int seconds) {
    String agent =
        ask("POST", "/api/agents", "{\"name\":\"" + agentName + "\"}").json().get("id").asText();
    return ask(
            "POST",
            "/api/tasks",
            "{\"agentId\":\"%s\",\"title\":\"T\",\"simulation\":{\"seconds\":%d}}"
                .formatted(agent, seconds))
        .header("Location");
  }

  private static JsonNode task(String path) {
    return ask("GET", path, "").json();
  }

  private static Reply ask(String method, String path, String body) {
    return RawHttp.exchange(
        port, RawHttp.request(method, path, "acme.demo.localhost", Optional.of(key), body));
  }

  private boolean ready() {
    return status(port, "/ready") == 200;
  }

  /** The answer's status; 0 while nobody listens. */
  private static int status(int at, String path) {
    try {
      return get(at, path).status();
    } catch (UncheckedIOException notYet) {
      return 0;
    }
  }

  private static Reply get(int at, String path) {
    return RawHttp.exchange(at, "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("out"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
