package com.genericcorp.hq.server.tasks;

import com.genericcorp.hq.server.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** An organisation's agents; each call is given a transaction that acts as the organisation. */
public final class Agents {
  private static final String COLUMNS = "id, name, description, created_at, archived_at";

  private Agents() {}

  /** Makes an agent; empty when there is one of that name. */
  public static Optional<Agent> create(Handle handle, String name, String description) {
    return handle
        .createQuery(
            "insert into agents (name, description) values (:name, :description)"
                + " on conflict (name) do nothing returning "
                + COLUMNS)
        .bind("name", name)
        .bind("description", description)
        .map((row, context) -> agent(row))
        .findOne();
  }

  public static Optional<Agent> find(Handle handle, UUID id) {
    return handle
        .createQuery("select " + COLUMNS + " from agents where id = :id")
        .bind("id", id)
        .map((row, context) -> agent(row))
        .findOne();
  }

  /** The newest agents that are not archived, at most so many, older than the given place. */
  public static List<Agent> newest(Handle handle, int most, @Nullable Place after) {
    return Place.bind(
            handle.createQuery(
                "select "
                    + COLUMNS
                    + " from agents where archived_at is null"
                    + Place.condition(after)),
            after)
        .bind("most", most)
        .map((row, context) -> agent(row))
        .list();
  }

  /** How many there are, archived ones left out. */
  public static int count(Handle handle) {
    return handle
        .createQuery("select count(*) from agents where archived_at is null")
        .mapTo(Integer.class)
        .one();
  }

  /** What came of archiving an agent. */
  public enum Archiving {
    ARCHIVED,
    BUSY,
    NO_SUCH_AGENT
  }

  /**
   * Has an agent take no more tasks and frees its name; again, it stays archived. One with a task
   * that has not ended is busy, and stays as it is.
   */
  public static Archiving archive(Handle handle, UUID id) {
    // Waits for transactions that are about to make a task of the agent's, and holds up later ones.
    Optional<Agent> found =
        handle
            .createQuery("select " + COLUMNS + " from agents where id = :id for update")
            .bind("id", id)
            .map((row, context) -> agent(row))
            .findOne();
    if (found.isEmpty()) {
      return Archiving.NO_SUCH_AGENT;
    }
    if (found.get().archivedAt() != null) {
      return Archiving.ARCHIVED;
    }
    boolean busy =
        handle
            .createQuery(
                "select exists (select from tasks"
                    + " where agent_id = :id and status in ('queued', 'running'))")
            .bind("id", id)
            .mapTo(Boolean.class)
            .one();
    if (busy) {
      return Archiving.BUSY;
    }
    // The whole id where somebody has given another agent the name with the short one.
    handle
        .createUpdate(
            "update agents a set archived_at = now(), name ="
                + " (select left(a.name, 80 - length(s)) || s"
                + " from (values (1, ' (archived ' || left(a.id::text, 8) || ')'),"
                + " (2, ' (archived ' || a.id || ')')) suffix (place, s)"
                + " where not exists (select from agents b"
                + " where b.name = left(a.name, 80 - length(s)) || s)"
                + " order by place limit 1)"
                + " where id = :id")
        .bind("id", id)
        .execute();
    return Archiving.ARCHIVED;
  }

  private static Agent agent(ResultSet row) throws SQLException {
    return new Agent(
        row.getObject("id", UUID.class),
        row.getString("name"),
        row.getString("description"),
        Columns.instant(row, "created_at"),
        Columns.instantOrNull(row, "archived_at"));
  }
}
