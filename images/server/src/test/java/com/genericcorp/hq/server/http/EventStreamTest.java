package com.genericcorp.hq.server.http;

import static com.genericcorp.hq.server.serve.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.metrics.HttpMetrics;
import com.genericcorp.hq.server.metrics.ServerMetrics;
import com.genericcorp.hq.server.metrics.TenantMeters;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Streams without a database: how they are written, and what slow readers cost. */
@Tag("slow")
class EventStreamTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final ServerMetrics metrics = new ServerMetrics();
  private final List<EventStream> streams = new CopyOnWriteArrayList<>();
  private final AtomicInteger ended = new AtomicInteger();
  private PublicServer server;

  @BeforeEach
  void start() {
    Router router =
        new Router()
            .get("/hello", call -> Answer.json(200, "hello")).stream(
                "/events",
                call ->
                    stream -> {
                      stream.whenEnded(ended::incrementAndGet);
                      streams.add(stream);
                    });
    server =
        PublicServer.start(
            new PublicServer.Settings("127.0.0.1", 0, 0, 0, Duration.ofSeconds(5)),
            router,
            new HttpMetrics(metrics.registry(), new TenantMeters(metrics.registry(), 1)));
  }

  @AfterEach
  void stop() {
    streams.forEach(EventStream::cut);
    server.close();
    metrics.close();
  }

  @Test
  void whatIsSentArrivesAtOnceAndInOrder() throws Exception {
    try (Socket socket = open()) {
      InputStream in = socket.getInputStream();
      assertThat(until(in, "\r\n\r\n")).startsWith("HTTP/1.1 200").contains("text/event-stream");
      for (int one = 0; one < 50; one++) {
        String event = "data: " + one + "\n\n";
        streams.get(0).send(event.getBytes(StandardCharsets.UTF_8));
        assertThat(until(in, "\n\n")).endsWith(event);
      }
      streams.get(0).end();
      until(in, "0\r\n\r\n");
      await("the end is noticed", SOON, () -> ended.get() == 1);
    }
    // It counts as a request, and its duration is nobody's latency.
    await("counted", SOON, () -> metrics.scrape().contains("http_requests_total{"));
    assertThat(metrics.scrape())
        .contains("route=\"/events\"")
        .doesNotContain("http_request_duration_seconds_count{method=\"GET\",route=\"/events\"");
  }

  @Test
  void aReaderThatNeverReadsIsCutOffWhileOthersGoOn() throws Exception {
    try (Socket slow = open();
        Socket quick = open()) {
      InputStream in = new BufferedInputStream(quick.getInputStream());
      until(in, "\r\n\r\n");
      await("both", SOON, () -> streams.size() == 2);
      byte[] large = ("data: " + "x".repeat(60_000) + "\n\n").getBytes(StandardCharsets.UTF_8);
      long sent = 0;
      while (ended.get() == 0) {
        for (EventStream stream : streams) {
          stream.send(large);
        }
        until(in, "\n\n");
        sent += large.length;
        // What the system's own buffers take, and the bound.
        assertThat(sent).isLessThan(64 << 20);
      }
      assertThat(ended.get()).isEqualTo(1);
      streams.forEach(stream -> stream.send("data: last\n\n".getBytes(StandardCharsets.UTF_8)));
      assertThat(until(in, "data: last\n\n")).isNotEmpty();
      assertThat(slow.isConnected()).isTrue();
    }
  }

  @Test
  void noThreadIsHeldByStreams() throws Exception {
    List<Socket> sockets = new CopyOnWriteArrayList<>();
    int threads = threads();
    try {
      for (int one = 0; one < 300; one++) {
        sockets.add(open());
      }
      await("all", SOON, () -> streams.size() == 300);
      assertThat(threads() - threads).isLessThan(20);
      assertThat(RawHttp.exchange(server.port(), "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n").status())
          .isEqualTo(200);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
    // A comment or two, and the server knows that they are gone.
    await(
        "all are gone",
        SOON,
        () -> {
          streams.forEach(stream -> stream.send(":\n\n".getBytes(StandardCharsets.UTF_8)));
          return ended.get() == 300;
        });
  }

  private static int threads() {
    return (int)
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("http-"))
            .count();
  }

  private Socket open() throws IOException {
    int before = streams.size();
    Socket socket = new Socket();
    socket.setReceiveBufferSize(16 << 10);
    socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
    socket.setSoTimeout(10_000);
    socket.getOutputStream().write("GET /events HTTP/1.1\r\nHost: x\r\n\r\n".getBytes());
    await("open", SOON, () -> streams.size() > before);
    return socket;
  }

  private static String until(InputStream in, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.length() < end.length()
        || !text.substring(text.length() - end.length()).equals(end)) {
      int one = in.read();
      assertThat(one).as("end of stream after " + text).isNotNegative();
      text.append((char) one);
    }
    return text.toString();
  }
}
