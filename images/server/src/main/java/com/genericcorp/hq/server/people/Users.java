package com.genericcorp.hq.server.people;

import com.genericcorp.hq.server.database.Columns;
import com.genericcorp.hq.server.identity.EmailAddress;
import com.genericcorp.hq.server.identity.Role;
import com.genericcorp.hq.server.identity.User;
import com.genericcorp.hq.server.tasks.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * An organisation's people; each call is given a transaction that acts as the organisation. Of
 * several transactions at once that would leave an organisation without an owner, the last fails.
 */
public final class Users {
  // A sample person is there without ever having had a password.
  private static final String ACTIVE =
      "(password_hash is not null or last_signed_in_at is not null)";
  static final String COLUMNS =
      "users.id, email, name, role, " + ACTIVE + " as active, users.created_at, last_signed_in_at";
  private static final String SELECT = "select " + COLUMNS + " from users where ";

  private Users() {}

  /** What became of a change. */
  public enum Outcome {
    DONE,
    NO_SUCH_USER,
    LAST_OWNER
  }

  /**
   * Somebody who may sign in, perhaps.
   *
   * @param passwordHash null when the person has none
   */
  public record Known(User user, @Nullable String passwordHash) {}

  public static Optional<User> find(Handle handle, UUID id) {
    return handle.select(SELECT + "id = ?", id).map((row, context) -> user(row)).findOne();
  }

  /** The person of this address, with what is stored of the password. */
  public static Optional<Known> byEmail(Handle handle, EmailAddress email) {
    return known(handle, "email = ?", email.value());
  }

  /** The person, with what is stored of the password. */
  public static Optional<Known> byId(Handle handle, UUID id) {
    return known(handle, "id = ?", id);
  }

  private static Optional<Known> known(Handle handle, String condition, Object value) {
    return handle
        .select("select " + COLUMNS + ", password_hash from users where " + condition, value)
        .map((row, context) -> new Known(user(row), row.getString("password_hash")))
        .findOne();
  }

  /** The newest, at most so many, older than the given place. */
  public static List<User> newest(Handle handle, int most, @Nullable Place after) {
    return Place.bind(handle.createQuery(SELECT + "true" + Place.condition(after)), after)
        .bind("most", most)
        .map((row, context) -> user(row))
        .list();
  }

  /** Everybody, by address. */
  public static List<User> all(Handle handle) {
    return handle.select(SELECT + "true order by email").map((row, context) -> user(row)).list();
  }

  /** The active person of this role who is there for longest. */
  public static Optional<User> first(Handle handle, Role role) {
    return handle
        .select(SELECT + "role = ? and " + ACTIVE + " order by created_at, id limit 1", role.text())
        .map((row, context) -> user(row))
        .findOne();
  }

  /** Makes somebody who is yet to accept an invitation; empty when the address is known. */
  public static Optional<User> create(Handle handle, EmailAddress email, Role role) {
    return handle
        .createQuery(
            "insert into users (email, role) values (:email, :role)"
                + " on conflict (email) do nothing returning "
                + COLUMNS)
        .bind("email", email.value())
        .bind("role", role.text())
        .map((row, context) -> user(row))
        .findOne();
  }

  /** Gives somebody a role. Who may do less than before is signed out. */
  public static Outcome change(Handle handle, UUID id, Role role) {
    List<User> owners = lockOwners(handle);
    Optional<User> user = find(handle, id);
    if (user.isEmpty()) {
      return Outcome.NO_SUCH_USER;
    }
    boolean less = !role.includes(user.get().role());
    if (less && isLast(owners, user.get())) {
      return Outcome.LAST_OWNER;
    }
    handle.execute("update users set role = ? where id = ?", role.text(), id);
    if (less) {
      Sessions.endAll(handle, id);
    }
    return Outcome.DONE;
  }

  /** Removes somebody, and with the person all sessions and invitations. */
  public static Outcome remove(Handle handle, UUID id) {
    List<User> owners = lockOwners(handle);
    Optional<User> user = find(handle, id);
    if (user.isEmpty()) {
      return Outcome.NO_SUCH_USER;
    }
    if (isLast(owners, user.get())) {
      return Outcome.LAST_OWNER;
    }
    handle.execute("delete from users where id = ?", id);
    return Outcome.DONE;
  }

  /**
   * Sets a new password in place of the one that is known; false when it is another by now.
   *
   * @param kept the one session that goes on
   */
  public static boolean replacePassword(
      Handle handle, Known known, String passwordHash, UUID kept) {
    boolean same =
        handle.execute(
                "update users set password_hash = ? where id = ? and password_hash = ?",
                passwordHash,
                known.user().id(),
                known.passwordHash())
            > 0;
    if (same) {
      handle.execute("delete from sessions where user_id = ? and id <> ?", known.user().id(), kept);
    }
    return same;
  }

  /**
   * All owners, who stay so until the transaction ends: whoever else would change them waits here,
   * and then sees them as they have become.
   */
  private static List<User> lockOwners(Handle handle) {
    return handle
        .select(SELECT + "role = 'owner' order by id for update")
        .map((row, context) -> user(row))
        .list();
  }

  /**
   * Whether this person manages the organisation, and nobody else does. Who was invited and never
   * came manages nothing, and can be invited anew.
   */
  private static boolean isLast(List<User> owners, User user) {
    return user.role() == Role.OWNER
        && user.active()
        && owners.stream().filter(other -> !other.id().equals(user.id())).noneMatch(User::active);
  }

  static User user(ResultSet row) throws SQLException {
    return new User(
        row.getObject("id", UUID.class),
        row.getString("email"),
        row.getString("name"),
        Role.of(row.getString("role")).orElseThrow(),
        row.getBoolean("active"),
        Columns.instant(row, "created_at"),
        Columns.instantOrNull(row, "last_signed_in_at"));
  }
}
