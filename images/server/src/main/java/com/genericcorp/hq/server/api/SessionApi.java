package com.genericcorp.hq.server.api;

import com.genericcorp.hq.server.api.PeopleViews.SessionView;
import com.genericcorp.hq.server.http.Answer;
import com.genericcorp.hq.server.http.Call;
import com.genericcorp.hq.server.http.Caller;
import com.genericcorp.hq.server.http.Hosts;
import com.genericcorp.hq.server.http.Problem;
import com.genericcorp.hq.server.http.ProblemException;
import com.genericcorp.hq.server.identity.EmailAddress;
import com.genericcorp.hq.server.identity.InvitationToken;
import com.genericcorp.hq.server.identity.Passwords;
import com.genericcorp.hq.server.identity.Role;
import com.genericcorp.hq.server.identity.Session;
import com.genericcorp.hq.server.identity.SessionKey;
import com.genericcorp.hq.server.identity.User;
import com.genericcorp.hq.server.people.Invitations;
import com.genericcorp.hq.server.people.Sessions;
import com.genericcorp.hq.server.people.Users;
import com.genericcorp.hq.server.signin.OwnOrigin;
import com.genericcorp.hq.server.signin.PasswordGate;
import com.genericcorp.hq.server.signin.SignedIn;
import com.genericcorp.hq.server.tenancy.Registry;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantDatabase;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /api/session}: signing in and out, by password, invitation or as a sample. */
final class SessionApi {
  private static final int LONGEST_EMAIL = 254;
  private static final int LONGEST_NAME = 80;
  private static final int LONGEST_TOKEN = 200;

  // Visitors of a demo come and go.
  private static final Duration LONGEST_AS_SAMPLE = Duration.ofDays(1);

  private record Credentials(String email, String password) {
    @Override
    public String toString() {
      return "Credentials[***]";
    }
  }

  private record Acceptance(String token, String name, String password) {
    @Override
    public String toString() {
      return "Acceptance[***]";
    }
  }

  private record Change(String current, String wanted) {
    @Override
    public String toString() {
      return "Change[***]";
    }
  }

  private final Hosts hosts;
  private final Registry registry;
  private final TenantDatabase database;
  private final SignedIn signedIn;
  private final Sessions sessions;
  private final OwnOrigin ownOrigin;
  private final PasswordGate passwords;
  private final boolean sampleSignIn;

  SessionApi(Hosts hosts, Registry registry, TenantDatabase database, Identity identity) {
    this.hosts = hosts;
    this.registry = registry;
    this.database = database;
    this.signedIn = identity.signedIn();
    this.sessions = identity.sessions();
    this.ownOrigin = new OwnOrigin(hosts);
    this.passwords = identity.passwords();
    this.sampleSignIn = identity.features().sampleSignIn();
  }

  Answer one(Caller caller, Call call) {
    return Answer.json(200, SessionView.of(caller, session(caller, call), hosts));
  }

  /** The caller's session; null for a key. */
  private @Nullable Session session(Caller caller, Call call) {
    return caller.kind() == Caller.Kind.KEY
        ? null
        : signedIn
            .session(caller, call)
            .orElseThrow(() -> new Problem(401, "The session has just ended.").exception());
  }

  Answer signIn(Tenant tenant, Call call) {
    ownOrigin.require(call);
    Credentials sent =
        RequestJson.read(
            call,
            fields ->
                new Credentials(
                    fields.any("email", 1, LONGEST_EMAIL),
                    fields.any("password", 1, Passwords.LONGEST)));
    Optional<Users.Known> known =
        EmailAddress.parse(sent.email().strip())
            .flatMap(email -> database.inTenant(tenant, handle -> Users.byEmail(handle, email)));
    String stored = known.map(Users.Known::passwordHash).orElse(null);
    if (!passwords.matches(call, stored, sent.password()) || known.isEmpty()) {
      throw signInFailed();
    }
    return begin(call, tenant, known.get(), Sessions.LONGEST);
  }

  Answer signInAsSample(Tenant tenant, Call call) {
    ownOrigin.require(call);
    RequestJson.read(call, fields -> fields);
    Optional<Users.Known> member =
        sampleSignIn && tenant.sample()
            ? database.inTenant(
                tenant,
                handle ->
                    Users.first(handle, Role.MEMBER).flatMap(user -> Users.byId(handle, user.id())))
            : Optional.empty();
    return begin(
        call,
        tenant,
        member.orElseThrow(
            () -> new Problem(404, "Nobody can sign in here without a password.").exception()),
        LONGEST_AS_SAMPLE);
  }

  private Answer begin(Call call, Tenant tenant, Users.Known known, Duration longest) {
    SessionKey key = SessionKey.generate(tenant.id());
    Session session =
        database
            .inTenant(tenant, handle -> Sessions.begin(handle, known, key, longest))
            .orElseThrow(SessionApi::signInFailed);
    return begun(call, tenant, key, session);
  }

  private Answer begun(Call call, Tenant tenant, SessionKey key, Session session) {
    signedIn.begin(call, tenant, key, session);
    return Answer.json(200, SessionView.of(tenant, session, hosts));
  }

  /** The organisation that an invitation is to, where nothing else names one. */
  Tenant organizationOfInvitation(Call call) {
    return InvitationToken.parse(acceptance(call).token())
        .flatMap(token -> registry.byId(token.tenantId()))
        .orElseThrow(SessionApi::invitationInvalid);
  }

  Answer acceptInvitation(Tenant tenant, Call call) {
    ownOrigin.require(call);
    Acceptance sent = acceptance(call);
    InvitationToken token =
        InvitationToken.parse(sent.token())
            .filter(its -> its.tenantId().equals(tenant.id()))
            .orElseThrow(SessionApi::invitationInvalid);
    // Whoever has no working link costs us no Argon2id.
    User user =
        database
            .inTenant(tenant, handle -> Invitations.holder(handle, token))
            .orElseThrow(SessionApi::invitationInvalid);
    if (user.name().isEmpty() && sent.name().isEmpty()) {
      throw Problem.invalid("#/name", "is missing").exception();
    }
    String hash = passwords.hash(sent.password());
    SessionKey key = SessionKey.generate(tenant.id());
    Session session =
        database
            .inTenant(
                tenant,
                handle ->
                    Invitations.accept(handle, token, sent.name(), hash)
                        .flatMap(known -> Sessions.begin(handle, known, key, Sessions.LONGEST)))
            .orElseThrow(SessionApi::invitationInvalid);
    sessions.forget();
    return begun(call, tenant, key, session);
  }

  private static Acceptance acceptance(Call call) {
    return RequestJson.read(
        call,
        fields ->
            new Acceptance(
                fields.any("token", 1, LONGEST_TOKEN),
                fields.lineIfAny("name", LONGEST_NAME),
                fields.any("password", Passwords.SHORTEST, Passwords.LONGEST)));
  }

  Answer changePassword(Caller caller, Call call) {
    Session session = session(caller, call);
    if (session == null) {
      throw new Problem(403, "not-allowed", "A key has no password.").exception();
    }
    Change sent =
        RequestJson.read(
            call,
            fields ->
                new Change(
                    fields.any("currentPassword", 1, Passwords.LONGEST),
                    fields.any("newPassword", Passwords.SHORTEST, Passwords.LONGEST)));
    Tenant tenant = caller.tenant();
    passwords.admitChange(tenant.id() + " " + caller.id());
    Users.Known known =
        database
            .inTenant(tenant, handle -> Users.byId(handle, caller.id()))
            .orElseThrow(SessionApi::signInFailed);
    if (!passwords.matches(call, known.passwordHash(), sent.current())) {
      throw signInFailed();
    }
    String hash = passwords.hash(sent.wanted());
    if (!database.inTenant(
        tenant, handle -> Users.replacePassword(handle, known, hash, session.id()))) {
      throw signInFailed();
    }
    sessions.forget();
    return Answer.done();
  }

  Answer signOut(Optional<Caller> caller, Call call) {
    caller
        .filter(known -> known.kind() == Caller.Kind.USER)
        .ifPresent(known -> signedIn.signOut(known, call));
    return Answer.done();
  }

  private static ProblemException signInFailed() {
    return new Problem(401, "sign-in-failed", "The address or the password is wrong.")
        .with("WWW-Authenticate", "Bearer realm=\"agenthq\"")
        .exception();
  }

  private static ProblemException invitationInvalid() {
    return new Problem(
            410,
            "invitation-invalid",
            "This link does not work, or not any more: ask an owner of the organisation for a new"
                + " one.")
        .exception();
  }
}
