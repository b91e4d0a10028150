package com.genericcorp.hq.server.signin;

import com.genericcorp.hq.server.http.Call;
import com.genericcorp.hq.server.http.Problem;
import com.genericcorp.hq.server.identity.SessionKey;
import com.genericcorp.hq.server.identity.SessionTokens;
import com.genericcorp.hq.server.people.Sessions;
import java.time.Duration;
import java.util.Optional;

/**
 * The two cookies of somebody who is signed in: the session's key, and a short-lived token. Both
 * belong to one host (browsers see to that for the prefix {@code __Host-}), and no script or other
 * site's request has them.
 *
 * @param session empty when the cookie is absent
 * @param token empty when the cookie is absent
 */
record SessionCookies(Optional<String> session, Optional<String> token) {
  static final String SESSION = "__Host-agenthq-session";
  static final String TOKEN = "__Host-agenthq-token";

  private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=";

  /** The request's cookies. */
  static SessionCookies of(Call call) {
    String header = call.onlyHeader("Cookie");
    return new SessionCookies(find(header, SESSION), find(header, TOKEN));
  }

  private static Optional<String> find(String header, String name) {
    Optional<String> found = Optional.empty();
    for (String pair : header.split(";", -1)) {
      int equals = pair.indexOf('=');
      if (equals >= 0 && pair.substring(0, equals).strip().equals(name)) {
        if (found.isPresent()) {
          throw new Problem(400, "The cookie " + name + " was sent more than once.").exception();
        }
        found = Optional.of(pair.substring(equals + 1).strip());
      }
    }
    return found.filter(value -> !value.isEmpty());
  }

  static void setSession(Call call, SessionKey key) {
    set(call, SESSION, key.reveal(), Sessions.LONGEST);
  }

  static void setToken(Call call, String token) {
    set(call, TOKEN, token, SessionTokens.LIFETIME);
  }

  /** Has the browser forget those of the cookies that it sent. */
  void forget(Call call) {
    session.ifPresent(sent -> set(call, SESSION, "", Duration.ZERO));
    token.ifPresent(sent -> forgetToken(call));
  }

  static void forgetToken(Call call) {
    set(call, TOKEN, "", Duration.ZERO);
  }

  private static void set(Call call, String name, String value, Duration longest) {
    call.answerWith("Set-Cookie", name + "=" + value + ATTRIBUTES + longest.toSeconds());
  }

  @Override
  public String toString() {
    return "SessionCookies[***]";
  }
}
