package com.genericcorp.hq.server.web;

import com.genericcorp.hq.server.http.Answer;
import com.genericcorp.hq.server.http.Call;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** A file of the page as it is sent: plain or compressed, once, and not again to who has it. */
final class WebFile {
  /** What the page may load and do: its own files and its own server, and nothing in line. */
  static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
          + " connect-src 'self'; font-src 'none'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  /** For files whose name changes with their content. */
  static final String FOREVER = "public, max-age=31536000, immutable";

  /** For files that are asked for each time, and sent when they changed. */
  static final String ASK_EACH_TIME = "no-cache";

  private static final String GZIP = "gzip";
  private static final int NAME_BYTES = 12;

  private final String contentType;
  private final String cacheControl;
  private final byte[] plain;
  private final byte[] compressed;
  private final String name;

  private WebFile(String contentType, String cacheControl, byte[] content) {
    this.contentType = contentType;
    this.cacheControl = cacheControl;
    this.plain = content;
    this.compressed = compressed(content);
    this.name = nameOf(content);
  }

  /** The file of this build with this path below {@code /web}; empty when there is none. */
  static Optional<WebFile> read(String path, String contentType, String cacheControl) {
    try (InputStream file = WebFile.class.getResourceAsStream("/web/" + path)) {
      return file == null
          ? Optional.empty()
          : Optional.of(new WebFile(contentType, cacheControl, file.readAllBytes()));
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /** What a request for it is answered with. */
  Answer answer(Call call) {
    boolean packed = takesGzip(call) && compressed.length < plain.length;
    String tag = packed ? "\"" + name + "-gzip\"" : "\"" + name + "\"";
    boolean known = knows(call, tag);
    Answer answer =
        known
            ? new Answer(304, "", new byte[0], List.of())
            : new Answer(200, contentType, packed ? compressed : plain, List.of());
    answer =
        answer
            .with("Content-Security-Policy", POLICY)
            .with("Cache-Control", cacheControl)
            .with("ETag", tag)
            .with("Vary", "Accept-Encoding");
    return packed && !known ? answer.with("Content-Encoding", GZIP) : answer;
  }

  private static boolean knows(Call call, String tag) {
    return words(call, "If-None-Match")
        .anyMatch(known -> known.equals("*") || known.replaceFirst("^W/", "").equals(tag));
  }

  private static boolean takesGzip(Call call) {
    return words(call, "Accept-Encoding")
        .map(word -> word.replace(" ", "").toLowerCase(Locale.ROOT))
        .anyMatch(word -> word.equals(GZIP) || word.matches("gzip;q=(0\\.\\d*[1-9]\\d*|1.*)"));
  }

  private static Stream<String> words(Call call, String header) {
    return call.headers().getValuesList(header).stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip);
  }

  private static byte[] compressed(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new Best(bytes)) {
      gzip.write(content);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    return bytes.toByteArray();
  }

  /** As small as it gets: it is done once. */
  private static final class Best extends GZIPOutputStream {
    Best(OutputStream target) throws IOException {
      super(target);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }

  private static String nameOf(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, NAME_BYTES);
    } catch (NoSuchAlgorithmException problem) {
      throw new IllegalStateException("every Java has SHA-256", problem);
    }
  }
}
