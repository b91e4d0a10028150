package com.genericcorp.hq.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.genericcorp.hq.server.http.Caller;
import com.genericcorp.hq.server.http.Hosts;
import com.genericcorp.hq.server.identity.Session;
import com.genericcorp.hq.server.identity.User;
import com.genericcorp.hq.server.people.Keys;
import com.genericcorp.hq.server.signin.InvitationLinks;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the API shows of people, their sessions and keys; see {@link Views}. */
final class PeopleViews {
  private PeopleViews() {}

  record SessionView(
      String kind,
      String role,
      @Nullable SessionUserView user,
      SessionOrganizationView organization,
      @Nullable String csrfToken,
      @Nullable String renewBy) {
    /**
     * Who calls.
     *
     * @param session null for a key
     */
    static SessionView of(Caller caller, @Nullable Session session, Hosts hosts) {
      return session == null
          ? new SessionView(
              caller.kind().name().toLowerCase(Locale.ROOT),
              caller.role().text(),
              null,
              SessionOrganizationView.of(caller.tenant(), hosts),
              null,
              null)
          : of(caller.tenant(), session, hosts);
    }

    /** Somebody who has just signed in. */
    static SessionView of(Tenant tenant, Session session, Hosts hosts) {
      return new SessionView(
          "user",
          session.user().role().text(),
          SessionUserView.of(session.user()),
          SessionOrganizationView.of(tenant, hosts),
          session.csrfToken(),
          Views.time(session.renewBy()));
    }
  }

  record SessionUserView(String id, String email, String name) {
    static SessionUserView of(User user) {
      return new SessionUserView(user.id().toString(), user.email(), user.name());
    }
  }

  record SessionOrganizationView(
      String slug, String name, String tier, String url, boolean sample) {
    static SessionOrganizationView of(Tenant tenant, Hosts hosts) {
      return new SessionOrganizationView(
          tenant.slug(), tenant.name(), tenant.tier(), hosts.urlOf(tenant.slug()), tenant.sample());
    }
  }

  record UserView(
      String id,
      String email,
      String name,
      String role,
      String status,
      String createdAt,
      @Nullable String lastSignedInAt,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable InvitationView invitation) {
    static UserView of(User user) {
      return of(user, null);
    }

    static UserView invited(User user, InvitationView invitation) {
      return of(user, invitation);
    }

    private static UserView of(User user, @Nullable InvitationView invitation) {
      return new UserView(
          user.id().toString(),
          user.email(),
          user.name(),
          user.role().text(),
          user.active() ? "active" : "invited",
          Views.time(user.createdAt()),
          Views.timeOrNull(user.lastSignedInAt()),
          invitation);
    }
  }

  record InvitationView(@Nullable String url, String expiresAt, boolean mailed) {
    /** For whoever asks again: the link was shown once. */
    static InvitationView withoutLink(Instant expiresAt) {
      return new InvitationView(null, Views.time(expiresAt), false);
    }

    static InvitationView of(InvitationLinks.HandedOut link) {
      return new InvitationView(link.url(), Views.time(link.expiresAt()), link.mailed());
    }
  }

  record KeyView(
      String id, String name, String role, @Nullable Integer requestsPerMinute, String createdAt) {
    static KeyView of(Keys.Key key) {
      return new KeyView(
          key.id().toString(),
          key.name(),
          key.role().text(),
          key.requestsPerMinute(),
          Views.time(key.createdAt()));
    }
  }

  record CreatedKeyView(@JsonUnwrapped KeyView view, @Nullable String key) {
    /**
     * A key that was just made.
     *
     * @param revealed null for whoever asks again: it was shown once
     */
    static CreatedKeyView of(Keys.Key key, @Nullable String revealed) {
      return new CreatedKeyView(KeyView.of(key), revealed);
    }
  }
}
