package com.genericcorp.hq.server.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Lets what runs end, and answers what still comes on connections that are open: a proxy in front
 * keeps them, and cannot know that this server stops before it is told so. Jetty would refuse it.
 */
final class OrderlyStop extends GracefulHandler {
  OrderlyStop(Handler next) {
    super(next);
  }

  @Override
  protected void handleShutdownRejection(Request request, Response response, Callback callback) {
    // The next request goes elsewhere.
    response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
    try {
      if (!getHandler().handle(request, response, callback)) {
        Response.writeError(request, response, callback, 404);
      }
    } catch (Throwable problem) {
      Response.writeError(request, response, callback, problem);
    }
  }
}
