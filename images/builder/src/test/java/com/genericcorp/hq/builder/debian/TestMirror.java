package com.genericcorp.hq.builder.debian;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.debian.archive.Suite;
import com.genericcorp.hq.builder.debian.mirror.Download;
import com.genericcorp.hq.builder.debian.mirror.Mirror;
import com.genericcorp.hq.builder.debian.mirror.MirrorAddress;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A Debian mirror on loopback with packages of a test's own, signed with its own key. */
public final class TestMirror implements AutoCloseable {
  public static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'UTC'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final HttpServer server;
  private final TestKey key;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<Suite, List<String>> paragraphs = new EnumMap<>(Suite.class);
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Set<String> cutOnce = ConcurrentHashMap.newKeySet();
  private final Set<String> stallOnce = ConcurrentHashMap.newKeySet();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private Instant validUntil = NOW.plus(Duration.ofDays(7));

  private TestMirror(HttpServer server, TestKey key) {
    this.server = server;
    this.key = key;
  }

  public static TestMirror start() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    TestMirror mirror = new TestMirror(server, TestKey.create());
    for (Suite suite : Suite.values()) {
      mirror.paragraphs.put(suite, new ArrayList<>());
    }
    server.createContext("/", mirror::answer);
    server.setExecutor(mirror.threads);
    server.start();
    return mirror;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    byte[] bytes = files.get(path);
    try (exchange) {
      if (bytes == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      exchange.sendResponseHeaders(200, bytes.length);
      OutputStream out = exchange.getResponseBody(); // closed with the exchange
      try {
        boolean cut = cutOnce.remove(path);
        boolean stall = stallOnce.remove(path);
        out.write(bytes, 0, cut || stall ? bytes.length / 2 : bytes.length);
        out.flush();
        if (stall) {
          new CountDownLatch(1).await(2, TimeUnit.MINUTES); // until the mirror is closed
        }
      } catch (InterruptedException closed) {
        Thread.currentThread().interrupt();
      } catch (IOException expected) {
        // A client that has had enough, or the cut above.
      }
    }
  }

  /** Adds a package to a suite's pool and, at the next {@link #publish}, to its indices. */
  public String add(Suite suite, TestDeb deb) throws IOException {
    byte[] bytes = deb.bytes();
    Map<String, String> fields = deb.fields();
    String file =
        "pool/main/%s/%s_%s_%s.deb"
            .formatted(
                fields.get("Package"),
                fields.get("Package"),
                fields.get("Version").replaceFirst("^[0-9]+:", ""),
                fields.get("Architecture"));
    StringBuilder paragraph = new StringBuilder();
    fields.forEach((name, value) -> paragraph.append(name + ": " + value + "\n"));
    paragraph.append("Filename: " + file + "\nSize: " + bytes.length + "\n");
    paragraph.append("SHA256: " + Digest.of(bytes).hex() + "\n");
    paragraphs.get(suite).add(paragraph.toString());
    files.put(path(suite, file), bytes);
    return path(suite, file);
  }

  private static String path(Suite suite, String file) {
    return (suite.isSecurity() ? "/debian-security/" : "/debian/") + file;
  }

  /** Writes indices and signed releases. */
  public TestMirror publish() throws Exception {
    for (Suite suite : Suite.values()) {
      StringBuilder sums = new StringBuilder();
      for (String architecture : List.of("amd64", "arm64")) {
        String text =
            String.join(
                "\n",
                paragraphs.get(suite).stream()
                    .filter(
                        one ->
                            one.contains("Architecture: " + architecture + "\n")
                                || one.contains("Architecture: all\n"))
                    .toList());
        byte[] packed = TestDeb.xz(text.getBytes(StandardCharsets.UTF_8));
        String name = "main/binary-" + architecture + "/Packages.xz";
        files.put(path(suite, "dists/" + suite + "/" + name), packed);
        sums.append(" " + Digest.of(packed).hex() + " " + packed.length + " " + name + "\n");
      }
      String release =
          "Origin: Test\nCodename: %s\nDate: %s\nValid-Until: %s\nArchitectures: amd64 arm64\nComponents: %s\nSHA256:\n%s"
              .formatted(
                  suite,
                  DATE.format(NOW.minus(Duration.ofDays(1))),
                  DATE.format(validUntil),
                  suite.component(),
                  sums);
      files.put(release(suite), key.clearSign(release, NOW.minus(Duration.ofDays(1))));
    }
    return this;
  }

  public void validUntil(Instant end) {
    validUntil = end;
  }

  /** Where a suite's signed release is. */
  public String release(Suite suite) {
    return path(suite, "dists/" + suite + "/InRelease");
  }

  /** Where a suite's index is. */
  public String index(Suite suite, String architecture) {
    return path(suite, "dists/" + suite + "/main/binary-" + architecture + "/Packages.xz");
  }

  /** The files, to be changed by a test. */
  public Map<String, byte[]> files() {
    return files;
  }

  /** Flips a bit in the middle of a file. */
  public void flip(String path) {
    files.compute(
        path,
        (name, bytes) -> {
          byte[] flipped = bytes.clone();
          flipped[bytes.length / 2] ^= 1;
          return flipped;
        });
  }

  /** The next answer with this file breaks off half-way. */
  public void cutOnce(String path) {
    cutOnce.add(path);
  }

  /** The next answer with this file stops half-way and says nothing more. */
  public void stallOnce(String path) {
    stallOnce.add(path);
  }

  /** The paths that were asked for. */
  public List<String> asked() {
    return asked;
  }

  public MirrorAddress address() {
    return MirrorAddress.find(url(), Map.of(), java.nio.file.Path.of("/nowhere"));
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/debian";
  }

  public Mirror mirror(BlobStore store) throws IOException {
    return new Mirror(
        address(), key.pinned(), store, new Download(), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}
