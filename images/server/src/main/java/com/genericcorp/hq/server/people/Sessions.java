package com.genericcorp.hq.server.people;

import com.genericcorp.hq.server.database.Columns;
import com.genericcorp.hq.server.identity.Session;
import com.genericcorp.hq.server.identity.SessionKey;
import com.genericcorp.hq.server.identity.User;
import com.genericcorp.hq.server.tenancy.Asker;
import com.genericcorp.hq.server.tenancy.Freshness;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Sessions that last: 14 days after they were last used, and the time that they were begun with at
 * the most, by the database's clock. One that was ended is refused within a second: {@link
 * Freshness}.
 */
public final class Sessions {
  /** The longest that somebody stays signed in. */
  public static final Duration LONGEST = Duration.ofDays(60);

  private static final int MOST_OF_A_USER = 1_000;
  private static final String RENEW_BY = "least(s.expires_at, s.last_seen_at + interval '14 days')";
  private static final String FIND =
      "select s.id as session_id, s.secret_hash, "
          + RENEW_BY
          + " as renew_by, "
          + Users.COLUMNS
          + " from sessions s join users on users.id = s.user_id where s.id = ? and "
          + RENEW_BY
          + " > now()";

  private record Seen(String tenantId, UUID id) {}

  private final TenantDatabase database;
  private final Freshness.Known<Seen, Session> lasting;

  public Sessions(TenantDatabase database, Freshness freshness) {
    this.database = database;
    this.lasting = freshness.known();
  }

  /** The session, if it lasts. */
  public Optional<Session> find(Tenant tenant, UUID id, Asker asker) {
    return lasting.get(
        new Seen(tenant.id(), id),
        asker.asking(() -> database.inTenant(tenant, handle -> lasting(handle, id))));
  }

  /** The session that the key opens, if it lasts; it is in use, and lasts on. */
  public Optional<Session> renew(Tenant tenant, SessionKey key, Asker asker) {
    return lasting.readAnew(
        new Seen(tenant.id(), key.id()),
        asker.asking(() -> database.inTenant(tenant, handle -> renewed(handle, key))));
  }

  private static Optional<Session> renewed(Handle handle, SessionKey key) {
    Optional<Session> found = lasting(handle, key.id()).filter(session -> session.opensWith(key));
    // Many tabs renew at once; one note of it a minute is enough.
    return found.isPresent() && touch(handle, key.id()) > 0 ? lasting(handle, key.id()) : found;
  }

  private static int touch(Handle handle, UUID id) {
    return handle.execute(
        "update sessions set last_seen_at = now()"
            + " where id = ? and last_seen_at < now() - interval '1 minute'",
        id);
  }

  /** Ends the session that the key opens. */
  public void end(Tenant tenant, SessionKey key) {
    find(tenant, key.id(), Asker.COUNTED)
        .filter(session -> session.opensWith(key))
        .ifPresent(session -> end(tenant, session));
  }

  /** Ends the session. */
  public void end(Tenant tenant, Session session) {
    database.inTenant(
        tenant, handle -> handle.execute("delete from sessions where id = ?", session.id()));
    forget();
  }

  /**
   * Forgets what is known of sessions, as some have just been ended here. All of it: the database
   * announces the same to every replica without saying whose they were.
   */
  public void forget() {
    lasting.forget();
  }

  /**
   * Begins a session in the caller's transaction. Those of the same person that are over, and the
   * oldest of very many, are removed.
   *
   * @param longest how long it may last
   * @return empty when the person is gone, or has another password by now
   */
  public static Optional<Session> begin(
      Handle handle, Users.Known known, SessionKey key, Duration longest) {
    User user = known.user();
    // Whoever sets another password at the same time comes before, or finds this session and ends
    // it.
    boolean same =
        handle.execute(
                "update users set last_signed_in_at = now()"
                    + " where id = ? and password_hash is not distinct from ?",
                user.id(),
                known.passwordHash())
            > 0;
    if (!same) {
      return Optional.empty();
    }
    handle.execute(
        "insert into sessions (id, user_id, secret_hash, expires_at)"
            + " values (?, ?, ?, now() + ? * interval '1 second')",
        key.id(),
        user.id(),
        key.hash(),
        longest.toSeconds());
    handle.execute(
        "delete from sessions s where s.user_id = ? and ("
            + RENEW_BY
            + " <= now() or s.id in (select id from sessions where user_id = ?"
            + " order by created_at desc, id offset ?))",
        user.id(),
        user.id(),
        MOST_OF_A_USER);
    return lasting(handle, key.id());
  }

  static void endAll(Handle handle, UUID userId) {
    handle.execute("delete from sessions where user_id = ?", userId);
  }

  private static Optional<Session> lasting(Handle handle, UUID id) {
    return handle.select(FIND, id).map((row, context) -> session(row)).findOne();
  }

  private static Session session(ResultSet row) throws SQLException {
    return new Session(
        row.getObject("session_id", UUID.class),
        Users.user(row),
        row.getBytes("secret_hash"),
        Columns.instant(row, "renew_by"));
  }
}
