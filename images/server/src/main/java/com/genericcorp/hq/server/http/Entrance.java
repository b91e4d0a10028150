package com.genericcorp.hq.server.http;

import com.genericcorp.hq.http.SecurityHeaders;
import com.genericcorp.hq.server.logging.Logging;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.MDC;

/** The first to see a request: gives it its id, and the answer its common headers. */
final class Entrance extends Handler.Wrapper {
  // Each decides who is served or how the body is read: two of one are an attack or a mistake.
  private static final List<String> ONLY_ONCE =
      List.of(
          "Host",
          "Authorization",
          Addressee.HEADER,
          "Content-Type",
          "Cookie",
          "Origin",
          "X-CSRF-Token",
          "Idempotency-Key");

  private final SecurityHeaders security;
  private final int trustedProxies;

  Entrance(Handler next, SecurityHeaders security, int trustedProxies) {
    super(next);
    this.security = security;
    this.trustedProxies = trustedProxies;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Exchange exchange = Exchange.begin(request, trustedProxies);
    security.addTo(response.getHeaders());
    response.getHeaders().put(RequestId.HEADER, exchange.requestId);
    for (String name : ONLY_ONCE) {
      if (request.getHeaders().getValuesList(name).size() > 1) {
        Problem problem = new Problem(400, "The header " + name + " was sent more than once.");
        Answer.of(problem, exchange.requestId).write(response, callback);
        return true;
      }
    }
    return super.handle(request, response, callback);
  }

  /** Gives the log lines of the thread that runs an endpoint the request's id. */
  static final class LogContext extends Handler.Wrapper {
    LogContext(Handler next) {
      super(next);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      MDC.put(Logging.REQUEST, Exchange.of(request).requestId);
      try {
        return super.handle(request, response, callback);
      } finally {
        MDC.clear();
      }
    }
  }
}
