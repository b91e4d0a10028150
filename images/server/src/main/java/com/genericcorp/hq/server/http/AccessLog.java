package com.genericcorp.hq.server.http;

import com.genericcorp.hq.server.logging.Logging;
import com.genericcorp.hq.server.metrics.HttpMetrics;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.NanoTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One log line and one measurement for each request, at the end of its answer or stream. */
final class AccessLog implements RequestLog {
  private static final Logger LOG = LoggerFactory.getLogger("com.genericcorp.hq.access");

  // The sender left before there was an answer; nginx's number for it.
  private static final int GONE = 499;

  private final HttpMetrics metrics;
  private final int trustedProxies;

  AccessLog(HttpMetrics metrics, int trustedProxies) {
    this.metrics = metrics;
    this.trustedProxies = trustedProxies;
  }

  @Override
  public void log(Request request, Response response) {
    Exchange exchange = Exchange.begin(request, trustedProxies);
    int status = response.getStatus() == 0 ? GONE : response.getStatus();
    Duration took = Duration.ofNanos(NanoTime.since(request.getHeadersNanoTime()));
    if (exchange.streamed()) {
      metrics.streamed(request.getMethod(), exchange.route(), status, exchange.slug());
    } else {
      metrics.answered(request.getMethod(), exchange.route(), status, exchange.slug(), took);
    }
    LOG.atInfo()
        .addKeyValue(Logging.REQUEST, exchange.requestId)
        .addKeyValue(Logging.TENANT, exchange.slug())
        .addKeyValue("client", exchange.client)
        .addKeyValue("method", request.getMethod())
        .addKeyValue("route", exchange.route())
        .addKeyValue("path", Optional.ofNullable(request.getHttpURI().getPath()).orElse(""))
        .addKeyValue("status", status)
        .addKeyValue("millis", took.toMillis())
        .log("request");
  }
}
