package com.genericcorp.hq.server.api;

import com.genericcorp.hq.server.http.Answer;
import com.genericcorp.hq.server.http.Call;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** {@code /api/openapi.json}: the API's description, as this build keeps to it. */
final class DescriptionApi {
  private static final String RESOURCE = "/api/openapi.json";

  /** Read when first asked for: it is no part of a server's start. */
  private static final class Document {
    static final byte[] BYTES = read();
    static final String TAG = "\"" + HexFormat.of().formatHex(hash(BYTES), 0, 16) + "\"";
  }

  Answer document(Call call) {
    Answer answer =
        asked(call.header("If-None-Match"))
            ? new Answer(304, "", new byte[0], List.of())
            : new Answer(200, "application/json", Document.BYTES, List.of());
    return answer.with("ETag", Document.TAG).with("Cache-Control", "public, max-age=60");
  }

  private static boolean asked(List<String> known) {
    return known.stream()
        .flatMap(tags -> List.of(tags.split(",", -1)).stream())
        .map(String::strip)
        .anyMatch(tag -> tag.equals(Document.TAG) || tag.equals("W/" + Document.TAG));
  }

  private static byte[] read() {
    try (InputStream file = DescriptionApi.class.getResourceAsStream(RESOURCE)) {
      if (file == null) {
        throw new IllegalStateException("this build has no " + RESOURCE);
      }
      return file.readAllBytes();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static byte[] hash(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
