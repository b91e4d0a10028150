package com.genericcorp.hq.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.model.ApplicationContract;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * 100 users of the demo's server, which is held to the processor and memory that the demo's file
 * gives it: people who look at tasks, agents and usage, and now and then start a task. Once with
 * pauses between two requests of a user, once without any.
 */
final class DemoLoadBench {
  private static final int USERS = 100;
  private static final double LIMIT_MILLIS = 500;
  private static final int FINISHED = 20;
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration EACH = Duration.ofSeconds(60);
  private static final int PAUSE_FROM_MILLIS = 1_000;
  private static final int PAUSE_TO_MILLIS = 5_000;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI server;
  private final String host;
  private final List<String> keys;
  private final Map<String, String> agents = new TreeMap<>();

  private DemoLoadBench(URI server, String host, List<String> keys) {
    this.server = server;
    this.host = host;
    this.keys = keys;
  }

  /**
   * @param arguments {@code settings FILE}: writes the contract's variables there and prints
   *     processors and megabytes; or {@code run ADDRESS KEYS}, the keys a line each
   */
  public static void main(String[] arguments) throws Exception {
    Environment demo = new Environments(Repository.find().environments()).load("demo");
    if (arguments[0].equals("settings")) {
      StringBuilder variables = new StringBuilder();
      ApplicationContract.variables(demo)
          .forEach((name, value) -> variables.append(name).append('=').append(value).append('\n'));
      Files.writeString(Path.of(arguments[1]), variables);
      System.out.println(demo.server().cpu() + " " + demo.server().memoryMb());
      return;
    }
    DemoLoadBench bench =
        new DemoLoadBench(
            URI.create(arguments[1]),
            demo.hosts().publicHost(),
            Files.readAllLines(Path.of(arguments[2])));
    bench.fill();
    Outcome unused = bench.users(true, WARM_UP);
    System.out.printf(
        "%-42s %11s %8s %8s %8s %7s %10s%n",
        USERS + " users", "requests/s", "median", "p95", "p99", "errors", "of limit");
    report("pausing 1 to 5 s between two requests", bench.users(true, EACH));
    report("without a pause", bench.users(false, EACH));
    System.out.printf("limit for p95: %.0f ms%n", LIMIT_MILLIS);
  }

  private record Outcome(double perSecond, Sample times, int errors) {}

  private static void report(String name, Outcome outcome) {
    double p95 = outcome.times().millis(0.95);
    System.out.printf(
        "%-42s %11.0f %5.0f ms %5.0f ms %5.0f ms %7d %10.2f%n",
        name,
        outcome.perSecond(),
        outcome.times().median(),
        p95,
        outcome.times().millis(0.99),
        outcome.errors(),
        p95 / LIMIT_MILLIS);
  }

  /** An agent and some tasks for each organisation. */
  private void fill() throws IOException, InterruptedException {
    for (String key : keys) {
      HttpResponse<String> made = send(key, "10.0.0.1", "/api/agents", "{\"name\":\"bench\"}");
      JsonNode agent = Json.mapper().readTree(made.body());
      agents.put(key, agent.path("id").asText());
      for (int task = 0; task < FINISHED; task++) {
        requireMade(send(key, "10.0.0." + task, "/api/tasks", task(key)));
      }
    }
  }

  private static void requireMade(HttpResponse<String> answer) {
    if (answer.statusCode() != 201) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
  }

  private String task(String key) {
    return "{\"agentId\":\"" + agents.get(key) + "\",\"title\":\"Compare quotes\"}";
  }

  private Outcome users(boolean pausing, Duration duration) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(USERS);
    try {
      long start = System.nanoTime();
      long end = start + duration.toNanos();
      List<Callable<Outcome>> work = new ArrayList<>();
      for (int user = 0; user < USERS; user++) {
        int number = user;
        work.add(() -> user(number, pausing, end));
      }
      Sample all = new Sample();
      int errors = 0;
      for (Future<Outcome> one : threads.invokeAll(work)) {
        all.addAll(one.get().times());
        errors += one.get().errors();
      }
      return new Outcome(all.size() / ((System.nanoTime() - start) / 1e9), all, errors);
    } finally {
      threads.shutdownNow();
    }
  }

  private Outcome user(int number, boolean pausing, long end) throws Exception {
    Random random = new Random(number);
    String key = keys.get(number % keys.size());
    Sample times = new Sample();
    int errors = 0;
    while (System.nanoTime() < end) {
      if (pausing) {
        Thread.sleep(random.nextInt(PAUSE_FROM_MILLIS, PAUSE_TO_MILLIS));
      }
      // Who pauses has one address; the limit by address is not what is measured without pauses.
      String address =
          pausing
              ? "10.1.0." + number
              : "10." + random.nextInt(256) + "." + random.nextInt(256) + "." + number;
      long began = System.nanoTime();
      int status = one(random.nextInt(100), key, address);
      times.add(System.nanoTime() - began);
      errors += status < 400 ? 0 : 1;
    }
    return new Outcome(0, times, errors);
  }

  private int one(int kind, String key, String address) throws IOException, InterruptedException {
    if (kind < 5) {
      return send(key, address, "/api/tasks", task(key)).statusCode();
    }
    String path =
        kind < 55
            ? "/api/tasks?limit=20"
            : kind < 75 ? "/api/agents" : kind < 90 ? "/api/usage" : "/";
    return client
        .send(request(key, address, path).GET().build(), HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  private HttpResponse<String> send(String key, String address, String path, String body)
      throws IOException, InterruptedException {
    return client.send(
        request(key, address, path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String key, String address, String path) {
    return HttpRequest.newBuilder(server.resolve(path))
        .timeout(Duration.ofSeconds(30))
        .header("Host", host)
        .header("Authorization", "Bearer " + key)
        .header("X-Forwarded-For", address)
        .header("X-Forwarded-Proto", "https");
  }
}
