package com.genericcorp.hq.server.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A program that reads a stream of events on a real socket, on a thread of its own. */
public final class EventReader implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** An event as it arrived. */
  public record Event(String name, String id, String data, long nanos) {
    public JsonNode json() {
      try {
        return JSON.readTree(data);
      } catch (IOException problem) {
        throw new UncheckedIOException(data, problem);
      }
    }
  }

  private final Socket socket = new Socket();
  private final InputStream in;
  public final int status;
  final String head;
  public final List<Event> events = new CopyOnWriteArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  volatile int comments;
  volatile String lastId = "";

  public EventReader(int port, String host, String key, Optional<String> lastEventId)
      throws IOException {
    socket.connect(new java.net.InetSocketAddress("127.0.0.1", port), 10_000);
    socket.setSoTimeout(60_000);
    socket
        .getOutputStream()
        .write(request(host, key, lastEventId).getBytes(StandardCharsets.UTF_8));
    in = new BufferedInputStream(socket.getInputStream());
    StringBuilder lines = new StringBuilder();
    for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
      lines.append(line.toLowerCase(Locale.ROOT)).append('\n');
    }
    head = lines.toString();
    status = head.isEmpty() ? 0 : Integer.parseInt(head.split("[ \n]", -1)[1]);
    if (status == 200) {
      Thread thread = new Thread(this::read, "event-reader");
      thread.setDaemon(true);
      thread.start();
    } else {
      ended.countDown();
    }
  }

  static String request(String host, String key, Optional<String> lastEventId) {
    return "GET /api/tasks/events HTTP/1.1\r\nHost: "
        + host
        + "\r\nAuthorization: Bearer "
        + key
        + lastEventId.map(id -> "\r\nLast-Event-ID: " + id).orElse("")
        + "\r\n\r\n";
  }

  private void read() {
    try {
      ByteArrayOutputStream block = new ByteArrayOutputStream();
      for (byte[] chunk = chunk(); chunk.length > 0; chunk = chunk()) {
        for (byte one : chunk) {
          block.write(one);
          byte[] bytes = block.toByteArray();
          int size = bytes.length;
          if (one == '\n' && size >= 2 && bytes[size - 2] == '\n') {
            take(new String(bytes, StandardCharsets.UTF_8));
            block.reset();
          }
        }
      }
    } catch (IOException closed) {
      // As good as an end.
    } finally {
      ended.countDown();
    }
  }

  private void take(String block) {
    String name = "";
    String id = "";
    String data = "";
    for (String line : block.split("\n", -1)) {
      if (line.startsWith(":")) {
        comments++;
      } else if (line.startsWith("event: ")) {
        name = line.substring(7);
      } else if (line.startsWith("id: ")) {
        id = line.substring(4);
      } else if (line.startsWith("data: ")) {
        data = line.substring(6);
      }
    }
    if (!name.isEmpty()) {
      events.add(new Event(name, id, data, System.nanoTime()));
    }
    if (!id.isEmpty()) {
      lastId = id;
    }
  }

  /** One chunk of the body; empty for the last. */
  private byte[] chunk() throws IOException {
    String size = line(in);
    // A chunk's own line end comes with the next one: whoever waits for it sees everything late.
    if (size != null && size.isEmpty()) {
      size = line(in);
    }
    if (size == null) {
      throw new IOException("closed");
    }
    return in.readNBytes(Integer.parseInt(size, 16));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int one = in.read(); one != '\n'; one = in.read()) {
      if (one < 0) {
        return null;
      }
      bytes.write(one);
    }
    return bytes.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  public List<Event> named(String name) {
    return events.stream().filter(event -> event.name().equals(name)).toList();
  }

  public boolean saw(String taskId, String state) {
    return named("task").stream()
        .map(Event::json)
        .anyMatch(
            task ->
                task.get("id").asText().equals(taskId)
                    && task.get("status").asText().equals(state));
  }

  public boolean endsWithin(long seconds) throws InterruptedException {
    return ended.await(seconds, TimeUnit.SECONDS);
  }

  boolean hasEnded() {
    return ended.getCount() == 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
