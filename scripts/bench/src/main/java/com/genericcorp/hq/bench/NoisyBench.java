package com.genericcorp.hq.bench;

import com.genericcorp.hq.server.Main;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.TenantCreation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one organisation at 100 times its limit costs another's p99. Two servers run on one
 * database; the quiet organisation always asks the first. In turns, in a new order each round: it
 * is alone; the noisy one sends its requests to the second server, where they are refused likewise;
 * it sends them to the first. Generator, servers and database share the machine, so the second is
 * the control: the same processor time is taken, yet nothing of the first server's.
 */
final class NoisyBench {
  private enum Noise {
    NONE,
    ELSEWHERE,
    HERE
  }

  private static final double LIMIT_RATIO = 1.10;
  private static final double MOST_OF_CONTROL = 2;
  private static final int TIMES = 100;
  private static final int QUIET_PER_SECOND = 100;
  private static final int NOISY_CALLERS = 4;
  private static final String HOST = "bench.localhost";
  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final Duration EACH = Duration.ofSeconds(15);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Integer> ports;
  private final String quiet;
  private final String noisy;
  private final double noisyPerSecond;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  private NoisyBench(List<Integer> ports, String quiet, String noisy, double noisyPerSecond) {
    this.ports = ports;
    this.quiet = quiet;
    this.noisy = noisy;
    this.noisyPerSecond = noisyPerSecond;
  }

  /**
   * @param arguments the noisy organisation's requests a minute (else 100), and rounds (else 5)
   */
  public static void main(String[] arguments) throws Exception {
    int limit = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    List<Process> servers = new ArrayList<>();
    try (BenchDatabase database = new BenchDatabase()) {
      TenantCreation creation = new TenantCreation(database.administration);
      String quiet = creation.create(new Slug("quiet"), "quiet", "large", "b").key().reveal();
      String noisy = creation.create(new Slug("noisy"), "noisy", "small", "b").key().reveal();
      try {
        List<Integer> ports = List.of(freePort(), freePort());
        for (int port : ports) {
          servers.add(serve(database, port, limit));
        }
        NoisyBench bench = new NoisyBench(ports, quiet, noisy, limit * TIMES / 60.0);
        bench.run(rounds);
        bench.threads.shutdownNow();
      } finally {
        for (Process server : servers) {
          server.destroyForcibly().waitFor();
        }
      }
    }
  }

  private void run(int rounds) throws Exception {
    for (int port : ports) {
      awaitReady(port);
    }
    Sample warm = phase(Noise.HERE, WARM_UP);
    // The control's server, too: a cold JVM takes the processors that the quiet one needs.
    Sample unused = phase(Noise.ELSEWHERE, WARM_UP);
    Map<Noise, List<Double>> worst = new EnumMap<>(Noise.class);
    List<Noise> order = new ArrayList<>(List.of(Noise.values()));
    Random random = new Random(1);
    System.out.printf(
        "%d requests/s of the quiet one (%d to warm up), %.0f/s of the noisy one; p99 in ms%n",
        QUIET_PER_SECOND, warm.size(), noisyPerSecond);
    System.out.printf("%-8s %10s %10s %10s%n", "round", "alone", "elsewhere", "here");
    for (int round = 1; round <= rounds; round++) {
      Collections.shuffle(order, random);
      for (Noise noise : order) {
        double p99 = phase(noise, EACH).millis(0.99);
        worst.computeIfAbsent(noise, some -> new ArrayList<>()).add(p99);
      }
      System.out.printf(
          "%-8d %10.2f %10.2f %10.2f%n",
          round, last(worst, Noise.NONE), last(worst, Noise.ELSEWHERE), last(worst, Noise.HERE));
    }
    double toControl = ratio(worst, Noise.HERE, Noise.ELSEWHERE);
    double control = ratio(worst, Noise.ELSEWHERE, Noise.NONE);
    System.out.printf(
        "%d of %d noisy requests were refused%nmedian of ratios: here/elsewhere %.3f"
            + " (limit %.2f: %s), here/alone %.3f, elsewhere/alone %.3f%n",
        refused.get(),
        sent.get(),
        toControl,
        LIMIT_RATIO,
        verdict(toControl, control),
        ratio(worst, Noise.HERE, Noise.NONE),
        control);
  }

  /**
   * Where noise that does not reach the server doubles the times, the machine is what is measured.
   */
  private static String verdict(double toControl, double control) {
    if (control > MOST_OF_CONTROL) {
      return "not judged, the machine has too few processors free";
    }
    return toControl <= LIMIT_RATIO ? "held" : "exceeded";
  }

  private static double last(Map<Noise, List<Double>> worst, Noise noise) {
    List<Double> all = worst.getOrDefault(noise, List.of());
    return all.get(all.size() - 1);
  }

  private static double ratio(Map<Noise, List<Double>> worst, Noise one, Noise other) {
    List<Double> above = worst.getOrDefault(one, List.of());
    List<Double> below = worst.getOrDefault(other, List.of());
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < above.size(); round++) {
      ratios.add(above.get(round) / below.get(round));
    }
    Collections.sort(ratios);
    return ratios.get(ratios.size() / 2);
  }

  /** The quiet one's times, from when each request was due. */
  private Sample phase(Noise noise, Duration duration) throws Exception {
    AtomicBoolean going = new AtomicBoolean(true);
    List<Future<?>> noises = new ArrayList<>();
    if (noise != Noise.NONE) {
      HttpRequest request = request(ports.get(noise == Noise.HERE ? 0 : 1), noisy);
      for (int caller = 0; caller < NOISY_CALLERS; caller++) {
        noises.add(threads.submit(() -> makeNoise(request, going)));
      }
    }
    Sample times = new Sample();
    HttpRequest request = request(ports.get(0), quiet);
    long step = 1_000_000_000L / QUIET_PER_SECOND;
    long due = System.nanoTime();
    long end = due + duration.toNanos();
    while (due < end) {
      sleepUntil(due);
      if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() != 200) {
        throw new IllegalStateException("the quiet organisation was refused");
      }
      times.add(System.nanoTime() - due);
      due += step;
    }
    going.set(false);
    for (Future<?> one : noises) {
      one.get();
    }
    return times;
  }

  private Void makeNoise(HttpRequest request, AtomicBoolean going)
      throws IOException, InterruptedException {
    double step = 1e9 * NOISY_CALLERS / noisyPerSecond;
    double due = System.nanoTime();
    while (going.get()) {
      sleepUntil((long) due);
      due += step;
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      sent.incrementAndGet();
      refused.addAndGet(status == 429 ? 1 : 0);
    }
    return null;
  }

  private static void sleepUntil(long due) throws InterruptedException {
    long rest = due - System.nanoTime();
    if (rest > 0) {
      Thread.sleep(rest / 1_000_000, (int) (rest % 1_000_000));
    }
  }

  private static HttpRequest request(int port, String key) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/tasks?limit=20"))
        .timeout(Duration.ofSeconds(30))
        .header("Host", HOST)
        .header("Authorization", "Bearer " + key)
        .build();
  }

  private void awaitReady(int port) throws InterruptedException {
    URI ready = URI.create("http://127.0.0.1:" + port + "/ready");
    long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (System.nanoTime() < end) {
      try {
        HttpRequest request = HttpRequest.newBuilder(ready).header("Host", HOST).build();
        if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException notYet) {
        // It does not listen yet.
      }
      Thread.sleep(200);
    }
    throw new IllegalStateException("the server at " + port + " is not ready after 90 s");
  }

  private static Process serve(BenchDatabase database, int port, int limit) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "serve");
    Map<String, String> variables = builder.environment();
    variables.put("ENVIRONMENT", "bench");
    variables.put("PUBLIC_HOST", HOST);
    variables.put("TIERS", "{\"small\":{\"requestsPerMinute\":" + limit + "},\"large\":{}}");
    variables.put("BIND_ADDRESS", "127.0.0.1");
    variables.put("PORT", Integer.toString(port));
    variables.put("MANAGEMENT_PORT", Integer.toString(freePort()));
    variables.put("DATABASE_HOST", database.settings.host());
    variables.put("DATABASE_PORT", Integer.toString(database.settings.port()));
    variables.put("DATABASE_NAME", database.settings.name());
    variables.put("DATABASE_TLS", "disable");
    variables.put("GATEWAY_SECRET", BenchDatabase.GATEWAY_SECRET.reveal());
    Path log = database.folder.resolve("server-" + port + ".log");
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
