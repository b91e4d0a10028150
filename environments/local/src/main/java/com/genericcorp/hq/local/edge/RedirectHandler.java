package com.genericcorp.hq.local.edge;

import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Every request is told its own address over HTTPS: 308, which keeps method and body. */
final class RedirectHandler extends Handler.Abstract.NonBlocking {
  private static final int HTTPS = 443;
  private final String publicHost;
  private final String port;

  RedirectHandler(String publicHost, int httpsPort) {
    this.publicHost = publicHost;
    this.port = httpsPort == HTTPS ? "" : ":" + httpsPort;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    response.setStatus(HttpStatus.PERMANENT_REDIRECT_308);
    response
        .getHeaders()
        .put(HttpHeader.LOCATION, location(request.getHttpURI().getHost(), request))
        .put(HttpHeader.CONTENT_LENGTH, 0);
    callback.succeeded();
    return true;
  }

  private String location(@org.jspecify.annotations.Nullable String asked, Request request) {
    String path = request.getHttpURI().getPathQuery();
    return "https://" + host(asked) + port + (path == null || !path.startsWith("/") ? "/" : path);
  }

  /** The host that was asked for, if it is one of ours: a redirect leads nowhere else. */
  private String host(@org.jspecify.annotations.Nullable String asked) {
    String host = asked == null ? "" : asked.toLowerCase(Locale.ROOT);
    return host.equals(publicHost) || host.endsWith("." + publicHost) ? host : publicHost;
  }
}
