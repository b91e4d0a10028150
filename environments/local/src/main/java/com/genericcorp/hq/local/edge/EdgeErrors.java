package com.genericcorp.hq.local.edge;

import com.genericcorp.hq.http.SecurityHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * What the edge refuses itself, with the headers that the server's own answers have. The reason is
 * not told: it may quote the request.
 */
final class EdgeErrors implements Request.Handler {
  // Without HSTS, which would hold for every port of the name.
  private static final SecurityHeaders SECURITY = new SecurityHeaders(0);

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    if (request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof HttpException known) {
      status = known.getCode();
    }
    if (HttpStatus.hasNoBody(status)) {
      callback.succeeded();
      return true;
    }
    String detail =
        switch (status) {
          case HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 -> "The headers are too large.";
          case HttpStatus.URI_TOO_LONG_414 -> "The address is too long.";
          default ->
              status < HttpStatus.INTERNAL_SERVER_ERROR_500
                  ? "The request is not well-formed HTTP."
                  : "The request cannot be answered.";
        };
    write(response, status, detail, callback);
    return true;
  }

  /** Answers with a problem document (RFC 9457). */
  static void write(Response response, int status, String detail, Callback callback) {
    response.setStatus(status);
    SECURITY.addTo(response.getHeaders());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
    String problem =
        """
        {"type":"about:blank","title":"%s","status":%d,"detail":"%s"}
        """
            .formatted(HttpStatus.getMessage(status), status, detail);
    byte[] bytes = problem.getBytes(StandardCharsets.UTF_8);
    response.write(true, ByteBuffer.wrap(bytes), callback);
  }
}
