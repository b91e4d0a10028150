package com.genericcorp.hq.local.edge;

import java.net.ConnectException;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Response.CompleteListener;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Passes requests on to the server and streams its answers back. What says where a request came
 * from is written here alone: the same headers from a client are dropped.
 */
final class ForwardHandler extends ProxyHandler.Reverse {
  private static final String HOST = "127.0.0.1";
  private static final int MOST_THREADS = 64;
  // As many streams as the server has, and some for requests.
  private static final int MOST_CONNECTIONS = 2_000;
  // Less than the server's own, so that a connection it is about to close is not used again.
  private static final long IDLE_CONNECTION_MILLIS = 15_000;
  private static final long SILENT_ANSWER_MINUTES = 10;

  // More than the edge takes itself: how much is too much, the server says.
  private static final int MOST_HEADER_BYTES = 2 * Edge.MOST_HEADER_BYTES;

  private static final Pattern PASSABLE = Pattern.compile("/(?!/)(?:[!-$&-~]|%[0-9a-fA-F]{2})*+");

  private final int upstreamPort;

  ForwardHandler(int upstreamPort) {
    super(request -> HttpURI.build("http://" + HOST + ":" + upstreamPort + "/"));
    this.upstreamPort = upstreamPort;
  }

  /**
   * The client that passes requests on rewrites what it takes for another host's address or cannot
   * parse, so that the server would judge another path than the one that was asked for.
   */
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String target = request.getHttpURI().getPathQuery();
    if (target != null && PASSABLE.matcher(target).matches()) {
      return super.handle(request, response, callback);
    }
    EdgeErrors.write(
        response, HttpStatus.BAD_REQUEST_400, "This address is not well-formed.", callback);
    return true;
  }

  @Override
  protected HttpClient newHttpClient() {
    ClientConnector connector = new ClientConnector();
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS);
    threads.setName("forward");
    connector.setExecutor(threads);
    HttpClientTransportOverHTTP transport = new HttpClientTransportOverHTTP(connector);
    // As for requests: a header's value is what was sent, not what differs from it only in case.
    transport.setHeaderCacheCaseSensitive(true);
    return new HttpClient(transport);
  }

  @Override
  protected void configureHttpClient(HttpClient client) {
    super.configureHttpClient(client);
    client.setMaxConnectionsPerDestination(MOST_CONNECTIONS);
    client.setIdleTimeout(IDLE_CONNECTION_MILLIS);
    client.setUserAgentField(null);
    client.setMaxRequestHeadersSize(MOST_HEADER_BYTES);
  }

  @Override
  protected org.eclipse.jetty.client.Request newProxyToServerRequest(
      Request request, HttpURI serverUri) {
    String path = request.getHttpURI().getPathQuery();
    return getHttpClient()
        .newRequest(HOST, upstreamPort)
        .method(request.getMethod())
        .path(path == null ? "/" : path)
        .idleTimeout(SILENT_ANSWER_MINUTES, TimeUnit.MINUTES);
  }

  @Override
  protected void copyRequestHeaders(Request request, org.eclipse.jetty.client.Request forwarded) {
    super.copyRequestHeaders(request, forwarded);
    forwarded.headers(
        headers -> {
          for (Iterator<HttpField> fields = headers.iterator(); fields.hasNext(); ) {
            if (claimsOrigin(fields.next())) {
              fields.remove();
            }
          }
        });
  }

  private static boolean claimsOrigin(HttpField field) {
    String name = field.getName().toLowerCase(Locale.ROOT);
    return name.startsWith("x-forwarded-")
        || name.equals("forwarded")
        || name.equals("x-real-ip")
        || name.equals("proxy");
  }

  @Override
  protected void addProxyHeaders(Request request, org.eclipse.jetty.client.Request forwarded) {
    String host = request.getHeaders().get(HttpHeader.HOST);
    forwarded.headers(
        headers -> {
          headers.put("X-Forwarded-For", Request.getRemoteAddr(request));
          headers.put("X-Forwarded-Proto", "https");
          if (host != null) {
            headers.put("X-Forwarded-Host", host);
          }
        });
  }

  @Override
  protected CompleteListener newServerToProxyResponseListener(
      Request request,
      org.eclipse.jetty.client.Request forwarded,
      Response response,
      Callback callback) {
    return new ProxyResponseListener(request, forwarded, response, callback) {
      private boolean begun;

      /** A stream's reader learns at once that it is connected, not only with the first event. */
      @Override
      public void onContentSource(org.eclipse.jetty.client.Response answer, Content.Source events) {
        String type = answer.getHeaders().get(HttpHeader.CONTENT_TYPE);
        // It is called again for what comes later.
        if (begun || type == null || !type.startsWith("text/event-stream")) {
          super.onContentSource(answer, events);
          return;
        }
        begun = true;
        request.addIdleTimeoutListener(silent -> false);
        response.write(
            false,
            null,
            Callback.from(
                () -> super.onContentSource(answer, events),
                clientGone -> answer.abort(clientGone)));
      }
    };
  }

  @Override
  protected void onServerToProxyResponseFailure(
      Request request,
      org.eclipse.jetty.client.Request forwarded,
      org.eclipse.jetty.client.Response answer,
      Response response,
      Callback callback,
      Throwable failure) {
    if (response.isCommitted()) {
      callback.failed(failure);
      return;
    }
    int status = status(failure);
    response.reset();
    if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, 1);
    }
    EdgeErrors.write(
        response,
        status,
        "The server is away or has just stopped; try again in a moment.",
        callback);
  }

  private static int status(Throwable failure) {
    if (failure instanceof ConnectException || failure instanceof RejectedExecutionException) {
      return HttpStatus.SERVICE_UNAVAILABLE_503;
    }
    return failure instanceof TimeoutException
        ? HttpStatus.GATEWAY_TIMEOUT_504
        : HttpStatus.BAD_GATEWAY_502;
  }
}
