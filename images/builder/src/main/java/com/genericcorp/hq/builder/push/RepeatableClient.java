package com.genericcorp.hq.builder.push;

import com.google.cloud.tools.jib.http.FailoverHttpClient;
import com.google.cloud.tools.jib.http.Request;
import com.google.cloud.tools.jib.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/**
 * Jib's HTTP client, whose last question can be asked once more: its registry client hands on what
 * it understood of a manifest, and whoever copies one needs its bytes.
 */
final class RepeatableClient extends FailoverHttpClient {
  private static final int MOST_BYTES = 4 << 20; // as registries limit manifests

  private record Question(URL url, Request request) {}

  private final ThreadLocal<@Nullable Question> last = new ThreadLocal<>();

  RepeatableClient(boolean withoutTls) {
    super(withoutTls, withoutTls, event -> {});
  }

  @Override
  public Response call(String method, URL url, Request request) throws IOException {
    last.set(new Question(url, request));
    return super.call(method, url, request);
  }

  /** The bytes that answer this thread's last question, which must have been answered well. */
  byte[] again() throws IOException {
    Question question = last.get();
    if (question == null) {
      throw new IllegalStateException("nothing was asked");
    }
    try (Response response = super.call("GET", question.url(), question.request());
        InputStream body = response.getBody()) {
      return body.readNBytes(MOST_BYTES);
    }
  }
}
