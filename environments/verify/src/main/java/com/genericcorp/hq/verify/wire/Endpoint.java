package com.genericcorp.hq.verify.wire;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** An address of a host, and why nothing came from there, in words. */
record Endpoint(String host, InetSocketAddress address) {
  /** Why there is no connection. */
  NoAnswer unreached(IOException problem, Duration patience) {
    String start = "no connection to " + this;
    if (problem instanceof SocketTimeoutException) {
      return new NoAnswer(NoAnswer.Kind.LATE, start + " within " + seconds(patience), problem);
    }
    // The host's own refusals have classes of their own; the rest is about this machine.
    boolean answered =
        problem instanceof ConnectException || problem instanceof NoRouteToHostException;
    NoAnswer.Kind kind = answered ? NoAnswer.Kind.OTHER : NoAnswer.Kind.UNREACHABLE;
    return new NoAnswer(kind, start + ": " + problem.getMessage(), problem);
  }

  /**
   * Why there is no whole answer.
   *
   * @param late whether the connection was closed as its time was over
   */
  NoAnswer unanswered(IOException problem, Duration patience, boolean late) {
    if (problem instanceof NoAnswer known) {
      return known;
    }
    if (late) {
      String limit = seconds(patience);
      return new NoAnswer(
          NoAnswer.Kind.LATE, "no whole answer from " + this + " within " + limit, problem);
    }
    for (Throwable at = problem; at != null; at = at.getCause()) {
      if (at instanceof CertificateException) {
        String reason = "the certificate of " + host + ": " + Trust.reason(at);
        return new NoAnswer(NoAnswer.Kind.DISTRUSTED, reason, problem);
      }
    }
    if (problem instanceof EOFException || !(problem instanceof SSLException)) {
      String reason = this + " cut the connection before its answer was whole";
      return new NoAnswer(NoAnswer.Kind.CUT, reason, problem);
    }
    return new NoAnswer("no TLS with " + this + ": " + problem.getMessage(), problem);
  }

  @Override
  public String toString() {
    String where = address.getAddress().getHostAddress() + ":" + address.getPort();
    return host.equals(address.getAddress().getHostAddress()) ? where : host + " (" + where + ")";
  }

  private static String seconds(Duration limit) {
    return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }
}
