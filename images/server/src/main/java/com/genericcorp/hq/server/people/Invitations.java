package com.genericcorp.hq.server.people;

import com.genericcorp.hq.server.database.Columns;
import com.genericcorp.hq.server.identity.InvitationToken;
import com.genericcorp.hq.server.identity.User;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Links by which people set a password: the first one, or another. Each call is given a transaction
 * that acts as the organisation. A person has one at the most, and it works once.
 */
public final class Invitations {
  private static final Duration TO_JOIN = Duration.ofDays(7);
  private static final Duration TO_RESET = Duration.ofDays(1);

  private Invitations() {}

  /** Stores a new link for somebody, whose earlier ones are void; says until when it works. */
  public static Instant replace(Handle handle, User user, InvitationToken token) {
    // Two at once: the second waits here, and then voids the first one's.
    handle.execute("select from users where id = ? for no key update", user.id());
    handle.execute("delete from invitations where user_id = ?", user.id());
    return handle
        .createQuery(
            "insert into invitations (user_id, secret_hash, expires_at)"
                + " values (:user, :hash, now() + :seconds * interval '1 second')"
                + " returning expires_at")
        .bind("user", user.id())
        .bind("hash", token.hash())
        .bind("seconds", (user.active() ? TO_RESET : TO_JOIN).toSeconds())
        .map((row, context) -> Columns.instant(row, "expires_at"))
        .one();
  }

  /** Until when a link of this person works, if it does now. */
  static Optional<Instant> expiresAt(Handle handle, User user, InvitationToken token) {
    return handle
        .select(
            "select expires_at from invitations"
                + " where user_id = ? and secret_hash = ? and expires_at > now()",
            user.id(),
            token.hash())
        .map((row, context) -> Columns.instant(row, "expires_at"))
        .findOne();
  }

  /** Whose link it is, while it works. */
  public static Optional<User> holder(Handle handle, InvitationToken token) {
    return handle
        .select(
            "select "
                + Users.COLUMNS
                + " from users join invitations i on i.user_id = users.id"
                + " where i.secret_hash = ? and i.expires_at > now()",
            (Object) token.hash())
        .map((row, context) -> Users.user(row))
        .findOne();
  }

  /**
   * Uses the link: the person has this password from now on, no sessions, and the name, if there
   * was none. Of several at once one succeeds.
   *
   * @return empty when the link does not work (any more)
   */
  public static Optional<Users.Known> accept(
      Handle handle, InvitationToken token, String name, String passwordHash) {
    // The person's row first, as everywhere, so that nobody waits in a circle.
    handle.execute(
        "select from users where id = (select user_id from invitations where secret_hash = ?)"
            + " for no key update",
        (Object) token.hash());
    Optional<UUID> id =
        handle
            .createQuery(
                "delete from invitations where secret_hash = :hash and expires_at > now()"
                    + " returning user_id")
            .bind("hash", token.hash())
            .mapTo(UUID.class)
            .findOne();
    id.ifPresent(
        user -> {
          handle.execute(
              "update users set password_hash = ?,"
                  + " name = case when name = '' then ? else name end where id = ?",
              passwordHash,
              name,
              user);
          Sessions.endAll(handle, user);
        });
    return id.flatMap(user -> Users.byId(handle, user));
  }
}
