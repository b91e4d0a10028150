package com.genericcorp.hq.server.api;

import com.genericcorp.hq.server.api.PeopleViews.InvitationView;
import com.genericcorp.hq.server.api.PeopleViews.UserView;
import com.genericcorp.hq.server.http.Answer;
import com.genericcorp.hq.server.http.Call;
import com.genericcorp.hq.server.http.Caller;
import com.genericcorp.hq.server.http.Problem;
import com.genericcorp.hq.server.http.ProblemException;
import com.genericcorp.hq.server.identity.EmailAddress;
import com.genericcorp.hq.server.identity.InvitationToken;
import com.genericcorp.hq.server.identity.Role;
import com.genericcorp.hq.server.identity.User;
import com.genericcorp.hq.server.limits.ResourceLimits;
import com.genericcorp.hq.server.people.Invitations;
import com.genericcorp.hq.server.people.Sessions;
import com.genericcorp.hq.server.people.Users;
import com.genericcorp.hq.server.signin.InvitationLinks;
import com.genericcorp.hq.server.tasks.Place;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** {@code /api/users}: changes are owners' affair, so that nobody gives a role above one's own. */
final class UsersApi {
  private static final EmailAddress NOBODY = new EmailAddress("nobody@invalid");
  private static final int LONGEST_EMAIL = 254;

  private record NewUser(EmailAddress email, Role role) {}

  private record Invited(User user, Instant expiresAt) {}

  private final TenantDatabase database;
  private final Sessions sessions;
  private final InvitationLinks links;
  private final ResourceLimits limits;

  UsersApi(
      TenantDatabase database, Sessions sessions, InvitationLinks links, ResourceLimits limits) {
    this.database = database;
    this.sessions = sessions;
    this.links = links;
    this.limits = limits;
  }

  Answer list(Caller caller, Call call) {
    Parameters parameters = Parameters.of(call, Set.of(Parameters.LIMIT, Parameters.CURSOR));
    List<User> users =
        database.inTenant(
            caller.tenant(),
            handle -> Users.newest(handle, parameters.limit() + 1, parameters.after()));
    return Answer.json(
        200,
        ItemPage.of(
            users,
            parameters.limit(),
            UserView::of,
            user -> new Place(user.createdAt(), user.id())));
  }

  Answer one(Caller caller, Call call) {
    return Answer.json(200, UserView.of(user(caller.tenant(), id(call))));
  }

  Answer invite(Caller caller, Call call) {
    NewUser wanted =
        RequestJson.read(
            call, fields -> new NewUser(email(fields), role(fields, Role.READER, true)));
    return handOut(
        caller,
        call,
        "POST /api/users",
        handle -> {
          limits.requireStorage(caller.tenant());
          return Users.create(handle, wanted.email(), wanted.role())
              .orElseThrow(
                  () ->
                      new Problem(409, "user-exists", "There is a member of this address already.")
                          .exception());
        },
        UserView::invited);
  }

  /** A new link for somebody who has not joined yet, or has forgotten the password. */
  Answer inviteAgain(Caller caller, Call call) {
    UUID id = id(call);
    RequestJson.read(call, fields -> fields);
    return handOut(
        caller,
        call,
        "POST /api/users/" + id + "/invitation",
        handle -> Users.find(handle, id).orElseThrow(UsersApi::noSuchUser),
        (user, invitation) -> invitation);
  }

  /** Makes a link for a person, and hands it out once that is committed. */
  private Answer handOut(
      Caller caller,
      Call call,
      String operation,
      TenantDatabase.Work<User> person,
      BiFunction<User, InvitationView, Object> view) {
    Tenant tenant = caller.tenant();
    InvitationToken token = InvitationToken.generate(tenant.id());
    AtomicReference<@Nullable Invited> made = new AtomicReference<>();
    Answer repeated =
        database.inTenant(
            tenant,
            handle ->
                Idempotency.once(
                    handle,
                    caller,
                    call,
                    operation,
                    () -> {
                      User user = person.run(handle);
                      Instant expiresAt = Invitations.replace(handle, user, token);
                      made.set(new Invited(user, expiresAt));
                      return Answer.created(
                          path(user), view.apply(user, InvitationView.withoutLink(expiresAt)));
                    }));
    Invited invited = made.get();
    if (invited == null) {
      return repeated;
    }
    User user = invited.user();
    InvitationView invitation =
        InvitationView.of(links.handOut(tenant, user, token, invited.expiresAt()));
    return Answer.created(path(user), view.apply(user, invitation));
  }

  Answer change(Caller caller, Call call) {
    Tenant tenant = caller.tenant();
    UUID id = id(call);
    Role role = RequestJson.read(call, fields -> role(fields, Role.READER, true));
    require(database.inTenant(tenant, handle -> Users.change(handle, id, role)));
    sessions.forget();
    return Answer.json(200, UserView.of(user(tenant, id)));
  }

  Answer remove(Caller caller, Call call) {
    Tenant tenant = caller.tenant();
    UUID id = id(call);
    require(database.inTenant(tenant, handle -> Users.remove(handle, id)));
    sessions.forget();
    return Answer.done();
  }

  private User user(Tenant tenant, UUID id) {
    return database
        .inTenant(tenant, handle -> Users.find(handle, id))
        .orElseThrow(UsersApi::noSuchUser);
  }

  private static void require(Users.Outcome outcome) {
    if (outcome == Users.Outcome.NO_SUCH_USER) {
      throw noSuchUser();
    }
    if (outcome == Users.Outcome.LAST_OWNER) {
      throw new Problem(
              409,
              "last-owner",
              "Nobody would be left to manage the organisation: make somebody else an owner first.")
          .exception();
    }
  }

  private static UUID id(Call call) {
    return JsonFields.parseId(call.path().getOrDefault("id", "")).orElseThrow(UsersApi::noSuchUser);
  }

  private static ProblemException noSuchUser() {
    return new Problem(404, "There is no such member.").exception();
  }

  private static String path(User user) {
    return "/api/users/" + user.id();
  }

  private static EmailAddress email(JsonFields fields) {
    String text = fields.line("email", LONGEST_EMAIL);
    Optional<EmailAddress> email = EmailAddress.parse(text);
    if (email.isEmpty() && !text.isBlank()) {
      fields.fault("email", "must be an e-mail address, such as ada@example.com");
    }
    return email.orElse(NOBODY);
  }

  /** The field {@code role}. */
  static Role role(JsonFields fields, Role otherwise, boolean needed) {
    return fields.oneOf("role", Role::of, "owner, member, reader", otherwise, needed);
  }
}
