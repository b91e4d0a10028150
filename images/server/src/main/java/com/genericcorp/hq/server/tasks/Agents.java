package com.genericcorp.hq.server.tasks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** An organisation's agents; each call is given a transaction that acts as the organisation. */
public final class Agents {
  private static final String COLUMNS = "id, name, description, created_at";

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

  /** The newest agents, at most so many, older than the given place. */
  public static List<Agent> newest(Handle handle, int most, @Nullable Place after) {
    return Place.bind(
            handle.createQuery(
                "select " + COLUMNS + " from agents where true" + Place.condition(after)),
            after)
        .bind("most", most)
        .map((row, context) -> agent(row))
        .list();
  }

  private static Agent agent(ResultSet row) throws SQLException {
    return new Agent(
        row.getObject("id", UUID.class),
        row.getString("name"),
        row.getString("description"),
        Place.instant(row, "created_at"));
  }
}
