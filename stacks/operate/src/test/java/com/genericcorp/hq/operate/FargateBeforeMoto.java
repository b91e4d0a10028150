package com.genericcorp.hq.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.genericcorp.hq.cli.Json;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What moto does not play, between a command and moto: tasks run, a container's end is told,
 * backups reach back. And where a test kills the command: from a call on, everything is refused.
 */
public final class FargateBeforeMoto implements AutoCloseable {
  /** A call of AWS's, its body as it was sent. */
  public record Call(String operation, String body) {}

  private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=([A-Za-z]+)");
  private static final Set<String> KEPT =
      Set.of("content-type", "x-amz-target", "authorization", "x-amz-date", "smithy-protocol");
  private static final String BACKUPS =
      """
      <DescribeDBInstanceAutomatedBackupsResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/">
      <DescribeDBInstanceAutomatedBackupsResult><DBInstanceAutomatedBackups><DBInstanceAutomatedBackup>
      <RestoreWindow><EarliestTime>2026-01-01T00:00:00Z</EarliestTime></RestoreWindow>
      </DBInstanceAutomatedBackup></DBInstanceAutomatedBackups></DescribeDBInstanceAutomatedBackupsResult>
      </DescribeDBInstanceAutomatedBackupsResponse>
      """;

  private static final String HEALTHY =
      """
      <DescribeTargetHealthResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/">
      <DescribeTargetHealthResult><TargetHealthDescriptions><member>
      <Target><Id>10.0.0.1</Id><Port>8080</Port></Target><TargetHealth><State>healthy</State></TargetHealth>
      </member></TargetHealthDescriptions></DescribeTargetHealthResult></DescribeTargetHealthResponse>
      """;
  private static final Map<String, String> PLAYED =
      Map.of("DescribeDBInstanceAutomatedBackups", BACKUPS, "DescribeTargetHealth", HEALTHY);

  /** moto gives all instances one resource id; RDS gives each its own. */
  private static final String ONE_FOR_ALL = "db-M5ENSHXFPU6XHZ4G4ZEI5QIO2U";

  private static final Pattern INSTANCE = Pattern.compile("(?s)<DBInstance>.*?</DBInstance>");
  private static final Pattern RESTORED =
      Pattern.compile("agenthq:restored-to</Key>\\s*<Value>([^<]*)<");

  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI moto;
  private final TaskLogs logs;
  private final Map<String, Container.Ended> ended = new ConcurrentHashMap<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private volatile Container container = Container.printing("");
  private volatile Predicate<Call> killedAfter = call -> false;
  private volatile boolean killed;

  FargateBeforeMoto(URI moto, TaskLogs logs) throws IOException {
    this.moto = moto;
    this.logs = logs;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::answer);
    server.start();
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What tasks do from now on; all calls so far are forgotten. */
  public void willRun(Container next) {
    container = next;
    calls.clear();
    killed = false;
    killedAfter = call -> false;
  }

  /** After the first call that fits, all is refused, as if the process were dead. */
  public void killAfter(Predicate<Call> last) {
    killedAfter = last;
  }

  public void kill() {
    killed = true;
  }

  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /** The bodies of an operation's calls. */
  public List<JsonNode> bodies(String operation) throws IOException {
    List<JsonNode> bodies = new ArrayList<>();
    for (Call call : calls) {
      if (call.operation().equals(operation)) {
        bodies.add(Json.mapper().readTree(call.body()));
      }
    }
    return bodies;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Call call = new Call(operation(exchange, body), body);
    try {
      if (killed) {
        send(exchange, 400, "text/plain", "killed");
        return;
      }
      calls.add(call);
      String played = PLAYED.get(call.operation());
      if (played != null) {
        send(exchange, 200, "text/xml", played);
        return;
      }
      HttpResponse<String> said = forward(exchange, body);
      String text = said.statusCode() == 200 ? altered(call, said.body()) : said.body();
      killed = killedAfter.test(call);
      String type = said.headers().firstValue("content-type").orElse("text/plain");
      send(exchange, killed ? 400 : said.statusCode(), type, killed ? "killed" : text);
    } catch (Exception problem) {
      send(exchange, 400, "text/plain", call + ": " + problem);
    }
  }

  private static String operation(HttpExchange exchange, String body) {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    if (target != null) {
      return target.substring(target.lastIndexOf('.') + 1);
    }
    Matcher action = ACTION.matcher(body);
    return action.find() ? action.group(1) : exchange.getRequestURI().getPath();
  }

  private HttpResponse<String> forward(HttpExchange exchange, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(moto.resolve(exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofString(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (KEPT.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private String altered(Call call, String body) throws Exception {
    return switch (call.operation()) {
      case "RunTask" -> started(call, body);
      case "DescribeTasks" -> described(body);
      case "DescribeServices" -> running(body);
      case "DescribeDBInstances" -> withOwnIds(body);
      default -> body;
    };
  }

  private String started(Call call, String body) throws Exception {
    JsonNode override =
        Json.mapper().readTree(call.body()).path("overrides").path("containerOverrides").path(0);
    List<String> command = new ArrayList<>();
    override.path("command").forEach(word -> command.add(word.asText()));
    Map<String, String> variables = new LinkedHashMap<>();
    override
        .path("environment")
        .forEach(one -> variables.put(one.path("name").asText(), one.path("value").asText()));
    String arn = Json.mapper().readTree(body).path("tasks").path(0).path("taskArn").asText();
    Container.Ended end = container.run(command, variables);
    ended.put(arn, end);
    logs.write(arn.substring(arn.lastIndexOf('/') + 1), end.lines());
    return body;
  }

  private String described(String body) throws IOException {
    ObjectNode root = (ObjectNode) Json.mapper().readTree(body);
    for (JsonNode task : root.path("tasks")) {
      Optional.ofNullable(ended.get(task.path("taskArn").asText()))
          .ifPresent(
              end -> {
                ((ObjectNode) task).put("lastStatus", "STOPPED").put("stoppedReason", end.reason());
                ObjectNode one = (ObjectNode) task.path("containers").path(0);
                one.remove("exitCode");
                if (end.code() != null) {
                  one.put("exitCode", end.code());
                }
              });
    }
    return root.toString();
  }

  /** As many tasks run as are wanted. */
  private static String running(String body) throws IOException {
    ObjectNode root = (ObjectNode) Json.mapper().readTree(body);
    for (JsonNode service : root.path("services")) {
      ((ObjectNode) service).set("runningCount", service.path("desiredCount"));
    }
    return root.toString();
  }

  private static String withOwnIds(String body) {
    return INSTANCE
        .matcher(body)
        .replaceAll(
            one -> {
              Matcher restored = RESTORED.matcher(one.group());
              String text =
                  restored.find()
                      ? one.group().replace(ONE_FOR_ALL, restoredId(restored.group(1)))
                      : one.group();
              return Matcher.quoteReplacement(text);
            });
  }

  /** The resource id of what was restored to a time. */
  public static String restoredId(String time) {
    return "db-RESTORED-" + time;
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
