package com.genericcorp.hq.server.http;

import com.genericcorp.hq.server.logging.Logging;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.server.Request;
import org.slf4j.MDC;

/**
 * What is found out about a request on its way, for its log line and its metrics. It travels with
 * the request, as several threads may carry one.
 */
final class Exchange {
  /** The route of requests that match none. */
  static final String UNMATCHED = "unmatched";

  private static final String ATTRIBUTE = Exchange.class.getName();

  final String requestId;
  final String client;
  final String method;
  private volatile String route = UNMATCHED;
  private volatile String slug = "";
  private volatile boolean streamed;
  private final List<Answer.Header> headers = new CopyOnWriteArrayList<>();

  Exchange(String requestId, String client, String method) {
    this.requestId = requestId;
    this.client = client;
    this.method = method;
  }

  /** Begins the request's exchange, or returns the one that it has. */
  static Exchange begin(Request request, int trustedProxies) {
    if (request.getAttribute(ATTRIBUTE) instanceof Exchange known) {
      return known;
    }
    Exchange begun =
        new Exchange(
            RequestId.of(request.getHeaders().getValuesList(RequestId.HEADER)),
            ClientAddress.of(
                Request.getRemoteAddr(request),
                request.getHeaders().getValuesList("X-Forwarded-For"),
                trustedProxies),
            request.getMethod());
    request.setAttribute(ATTRIBUTE, begun);
    return begun;
  }

  /** Another exchange of the same sender: what is found out in it is not in this one's answer. */
  Exchange again() {
    return new Exchange(requestId, client, method);
  }

  /** The exchange that the entrance has begun. */
  static Exchange of(Request request) {
    if (request.getAttribute(ATTRIBUTE) instanceof Exchange known) {
      return known;
    }
    throw new IllegalStateException("the request did not come through the entrance");
  }

  /** Has the answer carry a header, whatever the answer will be; a name may come more than once. */
  void header(String name, String value) {
    headers.add(new Answer.Header(name, value));
  }

  List<Answer.Header> headers() {
    return headers;
  }

  String route() {
    return route;
  }

  void matched(String template) {
    route = template;
  }

  /** Whether the answer went on for as long as both sides liked: its duration says nothing. */
  boolean streamed() {
    return streamed;
  }

  void isStreamed() {
    streamed = true;
  }

  /** The organisation's slug; empty while none is known. */
  String slug() {
    return slug;
  }

  /** Says for whom the request is, once the organisation is known to exist. */
  void isFor(Tenant tenant) {
    slug = tenant.slug();
    MDC.put(Logging.TENANT, slug);
  }
}
