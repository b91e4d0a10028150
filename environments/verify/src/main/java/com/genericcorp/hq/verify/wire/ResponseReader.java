package com.genericcorp.hq.verify.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads one HTTP/1.1 answer (RFC 9112) and never more of it than the limits allow. Time is bounded
 * by the connection, which is closed when it is over.
 */
final class ResponseReader {
  private static final int INTERIM_ANSWERS = 8;

  private final InputStream in;
  private final int bodyLimit;
  private int headerBytesLeft;
  private boolean another;
  private boolean chunkOpen;

  ResponseReader(InputStream in, Limits limits) {
    this.in = in;
    this.bodyLimit = limits.bodyBytes();
    this.headerBytesLeft = limits.headerBytes();
  }

  /**
   * The answer.
   *
   * @throws NoAnswer when what comes is no HTTP/1.1
   * @throws EOFException when it ends too early
   */
  Response read() throws IOException {
    for (int interim = 0; interim <= INTERIM_ANSWERS; interim++) {
      int status = status(line());
      Map<String, List<String>> headers = headers();
      if (status >= 200) {
        return body(status, headers);
      }
    }
    throw new NoAnswer("sent interim answers (1xx) without end");
  }

  /**
   * The answer, as much of its body as is enough.
   *
   * @throws EOFException when it ends before that
   */
  Response readUntil(Connection.Enough enough) throws IOException {
    int status = status(line());
    Map<String, List<String>> headers = headers();
    if (status != 200 || !headers.containsKey("transfer-encoding")) {
      return body(status, headers);
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (chunk(body) == Chunk.READ) {
      String text = body.toString(StandardCharsets.UTF_8);
      if (enough.of(text)) {
        return new Response(status, headers, text);
      }
    }
    throw new EOFException();
  }

  /** Whether the connection stays open for another request after the answer. */
  boolean another() {
    return another;
  }

  private static boolean closing(Map<String, List<String>> headers) {
    return String.join(",", headers.getOrDefault("connection", List.of()))
        .toLowerCase(Locale.ROOT)
        .contains("close");
  }

  private static int status(String line) throws NoAnswer {
    boolean shaped =
        line.startsWith("HTTP/1.")
            && line.length() >= 12
            && line.charAt(8) == ' '
            && (line.length() == 12 || line.charAt(12) == ' ');
    int status = shaped ? number(line.substring(9, 12), 10) : -1;
    if (status < 100) {
      String start = line.length() > 40 ? line.substring(0, 40) + "…" : line;
      throw new NoAnswer("answered with no HTTP/1.1: '" + start + "'");
    }
    return status;
  }

  private Map<String, List<String>> headers() throws IOException {
    Map<String, List<String>> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new NoAnswer("sent a header line without a name");
      }
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      headers
          .computeIfAbsent(name, key -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return headers;
  }

  private Response body(int status, Map<String, List<String>> headers) throws IOException {
    List<String> encodings = headers.getOrDefault("transfer-encoding", List.of());
    List<String> lengths = headers.getOrDefault("content-length", List.of());
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean whole;
    boolean bounded = true;
    if (status == 204 || status == 304) {
      whole = true;
    } else if (!encodings.isEmpty()) {
      if (encodings.size() > 1 || !encodings.get(0).equalsIgnoreCase("chunked")) {
        throw new NoAnswer(
            "used a transfer encoding other than 'chunked', which was not asked for");
      }
      whole = chunks(body);
    } else if (!lengths.isEmpty()) {
      long length = length(lengths.get(0));
      if (length < 0 || lengths.size() > 1) {
        throw new NoAnswer("sent a Content-Length that is no number");
      }
      whole = copy(length, body);
    } else {
      whole = toEnd(body);
      bounded = false;
    }
    another = bounded && whole && !closing(headers);
    return new Response(status, headers, body.toString(StandardCharsets.UTF_8));
  }

  /** Returns whether all chunks were read, not stopped by the limit. */
  private boolean chunks(ByteArrayOutputStream body) throws IOException {
    Chunk chunk = Chunk.READ;
    while (chunk == Chunk.READ) {
      chunk = chunk(body);
    }
    return chunk == Chunk.LAST;
  }

  private enum Chunk {
    READ,
    LAST,
    TOO_MUCH
  }

  private Chunk chunk(ByteArrayOutputStream body) throws IOException {
    headerBytesLeft = Math.max(headerBytesLeft, 256); // a chunk's head is short
    // Jetty sends the end of a chunk with the head of the next: it is not waited for before.
    if (chunkOpen && !line().isEmpty()) {
      throw new NoAnswer("sent a chunk that is longer than its size");
    }
    String head = line();
    int semicolon = head.indexOf(';');
    int size = number((semicolon < 0 ? head : head.substring(0, semicolon)).strip(), 16);
    if (size < 0) {
      throw new NoAnswer("sent a chunk whose size is no number");
    }
    if (size == 0) {
      headers(); // trailers are of no interest
      return Chunk.LAST;
    }
    chunkOpen = true;
    return copy(size, body) ? Chunk.READ : Chunk.TOO_MUCH;
  }

  private boolean copy(long length, ByteArrayOutputStream body) throws IOException {
    int wanted = (int) Math.min(length, bodyLimit - body.size());
    byte[] bytes = in.readNBytes(wanted);
    body.writeBytes(bytes);
    if (bytes.length < wanted) {
      throw new EOFException();
    }
    return wanted == length;
  }

  private boolean toEnd(ByteArrayOutputStream body) throws IOException {
    byte[] bytes = in.readNBytes(bodyLimit + 1);
    body.write(bytes, 0, Math.min(bytes.length, bodyLimit));
    return bytes.length <= bodyLimit;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(80);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException();
      }
      if (--headerBytesLeft < 0) {
        throw new NoAnswer("sent more headers than are read, or a line without end");
      }
      line.append((char) next);
    }
    int end = line.length();
    return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
  }

  /** The number, or -1 when the text is none or too large. */
  private static int number(String digits, int radix) {
    long value = digits.length() > 8 ? -1 : parsed(digits, radix);
    return value > Integer.MAX_VALUE ? -1 : (int) value;
  }

  private static long length(String digits) {
    return digits.length() > 18 ? -1 : parsed(digits, 10);
  }

  private static long parsed(String digits, int radix) {
    long value = digits.isEmpty() ? -1 : 0;
    for (int at = 0; at < digits.length(); at++) {
      int digit = Character.digit(digits.charAt(at), radix);
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
    }
    return value;
  }
}
