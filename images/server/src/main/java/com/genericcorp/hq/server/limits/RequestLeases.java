package com.genericcorp.hq.server.limits;

import com.genericcorp.hq.cli.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * What is left of each rate over all servers, in the database: a token bucket a row, of which
 * servers lease parts. Each call is one statement and one transaction; the clock is the database's.
 */
final class RequestLeases {
  /**
   * What a server tells and asks.
   *
   * @param used let through since the last answer
   * @param want how many more to lease; what was leased before counts as given back
   */
  record Ask(String subject, int perMinute, double used, double want) {}

  /**
   * What it is answered.
   *
   * @param leased may be let through until the term ends
   * @param elsewhere what is free or held by other servers; below 0 is a debt
   * @param free what nobody holds
   */
  record Lease(String subject, double leased, double elsewhere, double free) {}

  private final DataSource database;
  private final String server;
  private final double termSeconds;

  /**
   * @param server a name that no other living server has
   * @param termSeconds after which a lease that is not renewed is free again
   */
  RequestLeases(DataSource database, String server, double termSeconds) {
    this.database = database;
    this.server = server;
    this.termSeconds = termSeconds;
  }

  /** Reports and leases; none asked for says that this server is there. */
  List<Lease> exchange(List<Ask> asks) throws SQLException {
    List<Lease> leases = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "select subject, leased, free, held from public.lease_requests(?, ?::jsonb, ?)")) {
      statement.setString(1, server);
      statement.setString(2, json(asks));
      statement.setDouble(3, termSeconds);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          double free = rows.getDouble("free");
          leases.add(
              new Lease(
                  rows.getString("subject"),
                  rows.getDouble("leased"),
                  free + rows.getDouble("held"),
                  free));
        }
      }
    }
    return leases;
  }

  /** How many servers there are, this one included. */
  int servers() throws SQLException {
    return (int) number("select public.request_servers_seen(?)", server);
  }

  /** Forgets what has been full for long. */
  void forget() throws SQLException {
    double unused = number("select public.forget_requests()");
  }

  /** This server is there no more. */
  void leave() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("select public.leave_requests(?)")) {
      statement.setString(1, server);
      statement.execute();
    }
  }

  private double number(String sql, String... values) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int at = 0; at < values.length; at++) {
        statement.setString(at + 1, values[at]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getDouble(1);
      }
    }
  }

  private static String json(List<Ask> asks) {
    List<Map<String, Object>> fields = new ArrayList<>();
    for (Ask ask : asks) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("subject", ask.subject());
      one.put("rate", ask.perMinute());
      one.put("used", ask.used());
      one.put("want", ask.want());
      fields.add(one);
    }
    return Json.print(fields);
  }
}
