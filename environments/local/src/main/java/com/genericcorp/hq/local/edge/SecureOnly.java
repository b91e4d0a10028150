package com.genericcorp.hq.local.edge;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Sends what came over plain HTTP one way, and what came over TLS the other. */
final class SecureOnly extends Handler.Sequence {
  private final Handler plain;
  private final Handler secure;

  SecureOnly(Handler plain, Handler secure) {
    super(plain, secure);
    this.plain = plain;
    this.secure = secure;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    return (request.isSecure() ? secure : plain).handle(request, response, callback);
  }
}
