package com.genericcorp.hq.server.http;

import com.genericcorp.hq.http.SecurityHeaders;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Jetty itself refuses (malformed requests, headers that are too large) as problem documents
 * with the headers of every other answer. What Jetty says of the reason is its own affair: it may
 * quote the request.
 */
final class ErrorPages implements Request.Handler {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);

  private final SecurityHeaders security;
  private final int trustedProxies;

  ErrorPages(SecurityHeaders security, int trustedProxies) {
    this.security = security;
    this.trustedProxies = trustedProxies;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    Object cause = request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
    if (cause instanceof HttpException known) {
      status = known.getCode();
    } else if (status >= HttpStatus.INTERNAL_SERVER_ERROR_500 && cause instanceof Throwable fault) {
      LOG.error("A request failed.", fault);
    }
    if (HttpStatus.hasNoBody(status)) {
      callback.succeeded();
      return true;
    }
    Exchange exchange = Exchange.begin(request, trustedProxies);
    security.addTo(response.getHeaders());
    response.getHeaders().put(RequestId.HEADER, exchange.requestId);
    Problem problem = new Problem(status, reason(status));
    if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
      problem = problem.with("Retry-After", "1");
    }
    Answer.of(problem, exchange.requestId).write(response, callback);
    return true;
  }

  private static String reason(int status) {
    return switch (status) {
      case HttpStatus.BAD_REQUEST_400 -> "The request is not well-formed HTTP.";
      case HttpStatus.REQUEST_TIMEOUT_408 -> "The request took too long to arrive.";
      case HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
          "The headers are larger than " + Connectors.HEADER_LIMIT + " bytes.";
      case HttpStatus.URI_TOO_LONG_414 -> "The address is too long.";
      case HttpStatus.SERVICE_UNAVAILABLE_503 -> "The server is stopping; try again shortly.";
      default -> status < 500 ? "The request cannot be answered." : "The server failed.";
    };
  }
}
