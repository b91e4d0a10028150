package com.genericcorp.hq.server.usage;

import com.genericcorp.hq.server.database.DatabaseUnavailable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Measures the sizes of organisations' schemas, those first that were measured longest ago.
 *
 * <p>A backend keeps some 0.2 MB of each organisation that it has measured. So none of a pool does
 * it: a connection measures a few hundred and ends.
 */
public final class StorageMeasurement {
  private static final int AT_ONCE = 50;
  private static final int OF_A_CONNECTION = 250;
  private static final int FRESH_MINUTES = 10;

  // At a call every 20 s a server keeps up with 15,000 organisations.
  private static final int MOST = 500;

  private final DataSource connections;

  /**
   * @param connections new ones of a gateway, of no pool
   */
  public StorageMeasurement(DataSource connections) {
    this.connections = connections;
  }

  /**
   * Measures those that are due, at most 500; a new organisation is among the first. Servers that
   * do it at once share them. Returns how many.
   *
   * @throws DatabaseUnavailable when the connection is lost or none can be had
   */
  public int measure() {
    try {
      int measured = 0;
      int more;
      do {
        more = measureOnAConnection();
        measured += more;
      } while (more == OF_A_CONNECTION && measured < MOST);
      return measured;
    } catch (SQLException problem) {
      throw DatabaseUnavailable.in(problem)
          .map(RuntimeException.class::cast)
          .orElseGet(() -> new IllegalStateException("storage could not be measured", problem));
    }
  }

  private int measureOnAConnection() throws SQLException {
    try (Connection connection = connections.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "select public.measure_storage(?, make_interval(mins => ?))")) {
      statement.setInt(1, AT_ONCE);
      statement.setInt(2, FRESH_MINUTES);
      int measured = 0;
      int more;
      do {
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          more = row.getInt(1);
        }
        measured += more;
      } while (more == AT_ONCE && measured < OF_A_CONNECTION);
      return measured;
    }
  }
}
