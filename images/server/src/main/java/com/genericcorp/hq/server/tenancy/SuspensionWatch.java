package com.genericcorp.hq.server.tenancy;

import com.genericcorp.hq.server.database.DatabaseUnavailable;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Ends here what goes on for organisations that are not served any more: event streams, running
 * tasks. The database refuses their transactions by itself; this is for what makes none just now.
 * It hears no announcements, since a connection that listens may be lost, but asks: one short query
 * about those for which something goes on, and none when there are none.
 */
public final class SuspensionWatch {
  private static final String NOT_SERVED =
      "select running.id from unnest(?) as running (id) where not exists"
          + " (select from public.tenants t where t.id = running.id and t.status = 'active')";

  /** What goes on for organisations. */
  public interface Running {
    /** For which organisations, by their ids. */
    Set<String> tenants();

    /** Ends what goes on for these, which are not served any more; must not block. */
    void end(Set<String> notServed);
  }

  private final DataSource registry;
  private final List<Running> all;

  /**
   * A watch that does nothing before {@link #look}.
   *
   * @param registry connections that busy requests do not hold
   */
  public SuspensionWatch(DataSource registry, List<Running> all) {
    this.registry = registry;
    this.all = List.copyOf(all);
  }

  /**
   * Looks once.
   *
   * @throws DatabaseUnavailable when the database is away; nothing is ended then
   */
  public void look() {
    Set<String> tenants = new HashSet<>();
    all.forEach(running -> tenants.addAll(running.tenants()));
    if (tenants.isEmpty()) {
      return;
    }
    Set<String> notServed = notServed(tenants);
    all.forEach(running -> running.end(notServed));
  }

  private Set<String> notServed(Set<String> tenants) {
    Set<String> found = new HashSet<>();
    try (Connection connection = registry.getConnection();
        PreparedStatement statement = connection.prepareStatement(NOT_SERVED)) {
      Array ids = connection.createArrayOf("text", tenants.toArray());
      statement.setArray(1, ids);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
      return found;
    } catch (SQLException problem) {
      throw DatabaseUnavailable.in(problem)
          .map(away -> (RuntimeException) away)
          .orElseGet(() -> new IllegalStateException("suspensions cannot be read", problem));
    }
  }
}
