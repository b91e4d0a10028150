package com.genericcorp.hq.server.signin;

import com.genericcorp.hq.server.http.Call;
import com.genericcorp.hq.server.http.Caller;
import com.genericcorp.hq.server.http.CookieSessions;
import com.genericcorp.hq.server.http.Problem;
import com.genericcorp.hq.server.http.ProblemException;
import com.genericcorp.hq.server.identity.Session;
import com.genericcorp.hq.server.identity.SessionKey;
import com.genericcorp.hq.server.identity.SessionTokens;
import com.genericcorp.hq.server.identity.User;
import com.genericcorp.hq.server.people.Sessions;
import com.genericcorp.hq.server.tenancy.Asker;
import com.genericcorp.hq.server.tenancy.Registry;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.util.Optional;
import java.util.UUID;

/**
 * Who is signed in. The token says whose the session is; a token that is missing, too old or of a
 * key that is no longer known is renewed by the session's own cookie, in the same answer. Whether
 * the session lasts, and what its person may, is asked with each request.
 */
public final class SignedIn implements CookieSessions {
  private final Registry registry;
  private final Sessions sessions;
  private final SessionTokens tokens;
  private final OwnOrigin ownOrigin;

  public SignedIn(Registry registry, Sessions sessions, SessionTokens tokens, OwnOrigin ownOrigin) {
    this.registry = registry;
    this.sessions = sessions;
    this.tokens = tokens;
    this.ownOrigin = ownOrigin;
  }

  private record Found(Tenant tenant, Session session) {}

  @Override
  public Optional<Caller> caller(Call call, Optional<Slug> named, Asker asker) {
    SessionCookies cookies = SessionCookies.of(call);
    if (cookies.session().isEmpty() && cookies.token().isEmpty()) {
      return Optional.empty();
    }
    Optional<SessionKey> key = cookies.session().flatMap(SessionKey::parse);
    Optional<SessionTokens.Valid> token = believed(call, cookies, key, named, asker);
    Optional<Found> found =
        token
            // A late answer to another tab may have left the token of a session before.
            .filter(
                valid ->
                    key.map(SessionKey::id).orElse(valid.sessionId()).equals(valid.sessionId()))
            .flatMap(valid -> find(valid.tenantId(), valid.sessionId(), asker))
            .or(() -> key.flatMap(opening -> renewed(call, opening, asker)));
    if (found.isEmpty()) {
      cookies.forget(call);
      return Optional.empty();
    }
    if (!call.isSafe()) {
      requireOwnPage(call, found.get().session());
    }
    User user = found.get().session().user();
    return Optional.of(
        new Caller(
            found.get().tenant(), Caller.Kind.USER, user.id(), user.called(), user.role(), null));
  }

  /** The session of somebody who was found by {@link #caller}. */
  public Optional<Session> session(Caller caller, Call call) {
    SessionCookies cookies = SessionCookies.of(call);
    Optional<UUID> id =
        cookies
            .session()
            .flatMap(SessionKey::parse)
            .map(SessionKey::id)
            .or(
                () ->
                    cookies
                        .token()
                        .map(tokens::read)
                        .filter(SessionTokens.Valid.class::isInstance)
                        .map(SessionTokens.Valid.class::cast)
                        .map(SessionTokens.Valid::sessionId));
    return id.flatMap(known -> sessions.find(caller.tenant(), known, Asker.COUNTED))
        .filter(session -> session.user().id().equals(caller.id()));
  }

  /** Gives the browser a new session; the one that it had before is ended, whosever it was. */
  public void begin(Call call, Tenant tenant, SessionKey key, Session session) {
    end(call);
    SessionCookies.setSession(call, key);
    SessionCookies.setToken(call, tokens.issue(tenant.id(), session));
  }

  /** Ends the session whose key the browser sent, if it is one. */
  private void end(Call call) {
    SessionCookies.of(call)
        .session()
        .flatMap(SessionKey::parse)
        .ifPresent(
            before -> registry.byId(before.tenantId()).ifPresent(its -> sessions.end(its, before)));
  }

  /** Signs out: ends the session, and has the browser forget its cookies. */
  public void signOut(Caller caller, Call call) {
    session(caller, call).ifPresent(session -> sessions.end(caller.tenant(), session));
    forget(call);
  }

  /** Has the browser forget the cookies that it sent. */
  public void forget(Call call) {
    SessionCookies.of(call).forget(call);
  }

  /**
   * The request's token, if there is one that can be believed.
   *
   * @throws ProblemException 401 for one that nobody of ours wrote, or wrote for another
   */
  private Optional<SessionTokens.Valid> believed(
      Call call,
      SessionCookies cookies,
      Optional<SessionKey> key,
      Optional<Slug> named,
      Asker asker) {
    if (cookies.token().isEmpty()) {
      return Optional.empty();
    }
    SessionTokens.Reading reading = tokens.read(cookies.token().get());
    if (reading instanceof SessionTokens.Valid valid && isOf(valid, key, named, asker)) {
      return Optional.of(valid);
    }
    if (reading instanceof SessionTokens.Stale) {
      return Optional.empty();
    }
    SessionCookies.forgetToken(call);
    throw new Problem(401, "This session's token is not one of ours; it must not be believed.")
        .with("WWW-Authenticate", "Bearer realm=\"agenthq\", error=\"invalid_token\"")
        .exception();
  }

  /** Whether a token is for the session's organisation, or else for the one that is named. */
  private boolean isOf(
      SessionTokens.Valid token, Optional<SessionKey> key, Optional<Slug> named, Asker asker) {
    if (key.isPresent()) {
      return key.get().tenantId().equals(token.tenantId());
    }
    return named.isEmpty()
        || registry
            .bySlug(named.get().value(), asker)
            .filter(tenant -> tenant.id().equals(token.tenantId()))
            .isPresent();
  }

  private Optional<Found> find(String tenantId, UUID sessionId, Asker asker) {
    return registry
        .byId(tenantId, asker)
        .flatMap(
            tenant ->
                sessions.find(tenant, sessionId, asker).map(session -> new Found(tenant, session)));
  }

  private Optional<Found> renewed(Call call, SessionKey key, Asker asker) {
    Optional<Found> found =
        registry
            .byId(key.tenantId(), asker)
            .flatMap(
                tenant ->
                    sessions.renew(tenant, key, asker).map(session -> new Found(tenant, session)));
    found.ifPresent(
        renewed ->
            SessionCookies.setToken(call, tokens.issue(renewed.tenant().id(), renewed.session())));
    return found;
  }

  private void requireOwnPage(Call call, Session session) {
    ownOrigin.require(call);
    if (!session.isCsrfToken(call.onlyHeader("X-CSRF-Token"))) {
      throw new Problem(
              403,
              "csrf",
              "Send the session's csrfToken (GET /api/session) as X-CSRF-Token with everything"
                  + " that changes something.")
          .exception();
    }
  }
}
