package com.genericcorp.hq.server.people;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.identity.EmailAddress;
import com.genericcorp.hq.server.identity.InvitationToken;
import com.genericcorp.hq.server.identity.Role;
import com.genericcorp.hq.server.identity.User;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** An organisation's people as an operator's command sees them: with the migrator's rights. */
public final class PeopleAdministration {
  private final TenantAdministration tenants;

  public PeopleAdministration(TenantAdministration tenants) {
    this.tenants = tenants;
  }

  /** What somebody's new link is made of. */
  public record Link(Tenant tenant, User user, InvitationToken token, Instant expiresAt) {}

  /** Everybody, by address. */
  public List<User> list(Slug slug) {
    return tenants.asOwner(tenant(slug), Users::all);
  }

  /**
   * Invites somebody; again, somebody who has not joined yet.
   *
   * @throws InvalidInput when the person has joined, or was invited with another role
   */
  public Link invite(Slug slug, EmailAddress email, Role role) {
    Tenant tenant = tenant(slug);
    return tenants.asOwner(
        tenant,
        handle -> {
          User user = invited(handle, tenant, email, role);
          if (user.active()) {
            throw new InvalidInput(
                "%s belongs to '%s' already; 'users reset-password %s %s' makes a link for another"
                    + " password",
                email, slug.value(), slug.value(), email);
          }
          return link(handle, tenant, user);
        });
  }

  /**
   * Invites an owner by a link that is given, again with the same one.
   *
   * @return empty when the person has joined already
   * @throws InvalidInput when the person was invited with another role
   */
  public Optional<Link> inviteOwner(Tenant tenant, EmailAddress email, InvitationToken token) {
    return tenants.asOwner(
        tenant,
        handle -> {
          User user = invited(handle, tenant, email, Role.OWNER);
          if (user.active()) {
            return Optional.empty();
          }
          Instant expiresAt =
              Invitations.expiresAt(handle, user, token)
                  .orElseGet(() -> Invitations.replace(handle, user, token));
          return Optional.of(new Link(tenant, user, token, expiresAt));
        });
  }

  /** The person, made now or before, who has this role. */
  private static User invited(Handle handle, Tenant tenant, EmailAddress email, Role role) {
    User user =
        Users.create(handle, email, role)
            .or(() -> Users.byEmail(handle, email).map(Users.Known::user))
            .orElseThrow();
    if (!user.active() && user.role() != role) {
      throw new InvalidInput(
          "%s was invited to '%s' as %s: invite as that, or have an owner change the role",
          email, tenant.slug(), user.role().text());
    }
    return user;
  }

  /**
   * A link for another password.
   *
   * @throws InvalidInput when there is no such person
   */
  public Link reset(Slug slug, EmailAddress email) {
    Tenant tenant = tenant(slug);
    return tenants.asOwner(
        tenant,
        handle ->
            link(
                handle,
                tenant,
                Users.byEmail(handle, email)
                    .map(Users.Known::user)
                    .orElseThrow(
                        () ->
                            new InvalidInput(
                                "There is no %s in '%s'; see 'users list %s'",
                                email, slug.value(), slug.value()))));
  }

  private static Link link(Handle handle, Tenant tenant, User user) {
    InvitationToken token = InvitationToken.generate(tenant.id());
    return new Link(tenant, user, token, Invitations.replace(handle, user, token));
  }

  private Tenant tenant(Slug slug) {
    return tenants.require(slug);
  }
}
