package com.genericcorp.hq.server.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.database.DatabaseUnavailable;
import com.genericcorp.hq.server.http.RawHttp;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** One thread's operations; each judges what it sees. */
final class StormOperations {
  private static final String OWN =
      "select count(*), count(*) filter (where description <> ?), current_user from"
          + " (select description from agents order by created_at desc, id desc limit 10) newest";

  private final TestInstallation installation;
  private final TenantDatabase database;
  private final List<Integer> ports;
  private final Storm storm;
  private final Random random;

  StormOperations(
      TestInstallation installation,
      TenantDatabase database,
      List<Integer> ports,
      Storm storm,
      Random random) {
    this.installation = installation;
    this.database = database;
    this.ports = ports;
    this.storm = storm;
    this.random = random;
  }

  /** What is done on a connection in an organisation's transaction. */
  private interface Work {
    void run(Connection connection) throws SQLException;
  }

  void run(Kind kind, Member one) {
    switch (kind) {
      case READ -> good(one, connection -> readOwn(connection, one));
      case WRITE -> write(one);
      case READ_ANOTHERS -> bad(one, "42501", connection -> readAnothers(connection, one));
      case REGISTRY -> registry(one);
      case FAIL -> bad(one, "22012", connection -> writeAnd(connection, one, "select 1 / 0"));
      case THROW -> bad(one, "", connection -> writeAndThrow(connection, one));
      case END_ITSELF -> bad(one, "42P01", this::endItself);
      case TIME_OUT -> bad(one, "57014", connection -> timeOut(connection, one));
      case CANCEL -> bad(one, "57014", connection -> cancel(connection, one));
      case KILL -> bad(one, "", connection -> kill(connection, one));
      case SUSPEND -> suspend();
      case HTTP_READ -> httpRead(one);
      case HTTP_WRITE -> httpWrite(one);
      case HTTP_ANOTHERS -> httpAnothers(one);
    }
  }

  /** A transaction that ends well, or is cut off. */
  private boolean good(Member one, Work work) {
    try {
      act(one, work);
      return true;
    } catch (DatabaseUnavailable away) {
      storm.unavailable.increment();
    } catch (RuntimeException refused) {
      if (!one.swinging) {
        throw refused;
      }
    }
    return false;
  }

  /** A transaction that must not end well. */
  private void bad(Member one, String state, Work work) {
    try {
      act(one, work);
    } catch (RuntimeException expected) {
      String found = state(expected);
      if (state.isEmpty() || found.equals(state) || one.swinging) {
        return;
      }
      if (expected instanceof DatabaseUnavailable) {
        storm.unavailable.increment();
        return;
      }
      throw expected;
    }
    storm.fault(one.tenant.slug() + " was let do what must fail with " + state);
  }

  private void act(Member one, Work work) {
    boolean unused =
        database.inTenant(
            one.tenant,
            handle -> {
              try {
                work.run(handle.getConnection());
                return true;
              } catch (SQLException problem) {
                throw new IllegalStateException(problem);
              }
            });
  }

  private static String state(Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException failure && failure.getSQLState() != null) {
        return failure.getSQLState();
      }
    }
    return "none";
  }

  private void readOwn(Connection connection, Member one) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OWN)) {
      statement.setString(1, one.mark);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        if (rows.getLong(2) > 0 || !rows.getString(3).equals(one.tenant.role())) {
          storm.fault(one.tenant.slug() + " saw rows of others, as " + rows.getString(3));
        }
      }
    }
  }

  private static void insert(Connection connection, Member one) throws SQLException {
    String sql = "insert into agents (name, description) values (?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, UUID.randomUUID().toString());
      statement.setString(2, one.mark);
      statement.execute();
    }
  }

  private void write(Member one) {
    // Cut off in the commit: nobody knows.
    one.uncertain.incrementAndGet();
    if (good(one, connection -> insert(connection, one))) {
      one.written.incrementAndGet();
      one.uncertain.decrementAndGet();
    }
  }

  private static void writeAnd(Connection connection, Member one, String sql) throws SQLException {
    insert(connection, one);
    run(connection, sql);
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void writeAndThrow(Connection connection, Member one) throws SQLException {
    readOwn(connection, one);
    insert(connection, one);
    throw new IllegalArgumentException("of the work's own");
  }

  private void readAnothers(Connection connection, Member one) throws SQLException {
    run(connection, "select * from " + other(one).tenant.schema() + ".agents limit 1");
  }

  private Member other(Member one) {
    int at = storm.members.indexOf(one);
    int size = storm.members.size();
    return storm.members.get((at + 1 + random.nextInt(size - 1)) % size);
  }

  private void endItself(Connection connection) throws SQLException {
    run(connection, random.nextBoolean() ? "select 1; commit" : "select 1; rollback");
    run(connection, "select * from agents");
  }

  private static void timeOut(Connection connection, Member one) throws SQLException {
    run(connection, "set local statement_timeout = '5ms'");
    writeAnd(connection, one, "select pg_sleep(1)");
  }

  private static void cancel(Connection connection, Member one) throws SQLException {
    insert(connection, one);
    try (Statement statement = connection.createStatement()) {
      Thread canceller = new Thread(() -> cancelUntilClosed(statement), "storm-cancel");
      canceller.start();
      try {
        // Longer than a gateway's statement may take, should no cancellation arrive.
        statement.execute("select pg_sleep(20)");
      } finally {
        canceller.interrupt();
      }
    }
  }

  private static void cancelUntilClosed(Statement statement) {
    try {
      while (!statement.isClosed()) {
        Thread.sleep(10);
        statement.cancel();
      }
    } catch (SQLException | InterruptedException ended) {
      // It is over.
    }
  }

  private void kill(Connection connection, Member one) throws SQLException {
    insert(connection, one);
    try (Statement statement = connection.createStatement();
        ResultSet pid = statement.executeQuery("select pg_backend_pid()")) {
      pid.next();
      installation.asSuperuser("select pg_terminate_backend(" + pid.getInt(1) + ", 5000)");
    }
    run(connection, "select 1");
  }

  private void registry(Member one) {
    try {
      String found =
          database.shared(
              handle ->
                  handle
                      .select("select role_name from public.tenants where id = ?", one.tenant.id())
                      .mapTo(String.class)
                      .one());
      if (!found.equals(one.tenant.role())) {
        storm.fault("the registry has " + found + " for " + one.tenant.slug());
      }
    } catch (DatabaseUnavailable away) {
      storm.unavailable.increment();
    }
  }

  private void suspend() {
    Tenant swinging = storm.members.get(0).tenant;
    boolean unused =
        installation.tenantAdministration.asOwner(
            handle ->
                handle.execute(
                        "update public.tenants set status = case status when 'active' then"
                            + " 'suspended' else 'active' end where id = ?",
                        swinging.id())
                    > 0);
  }

  private void httpRead(Member one) {
    Reply reply = ask("GET", "/api/agents?limit=5", one, one.key, "");
    if (reply.status() == 200) {
      for (JsonNode agent : reply.json().get("items")) {
        if (!agent.get("description").asText().equals(one.mark)) {
          storm.fault(one.tenant.slug() + " was answered with another's rows");
        }
      }
    } else {
      refused(one, reply);
    }
  }

  private void httpWrite(Member one) {
    one.uncertain.incrementAndGet();
    Reply reply =
        ask(
            "POST",
            "/api/agents",
            one,
            one.key,
            "{\"name\":\"%s\",\"description\":\"%s\"}".formatted(UUID.randomUUID(), one.mark));
    if (reply.status() == 201) {
      one.written.incrementAndGet();
      one.uncertain.decrementAndGet();
    } else {
      refused(one, reply);
    }
  }

  private void httpAnothers(Member one) {
    Reply reply = ask("GET", "/api/agents", one, other(one).key, "");
    if (reply.status() != 403 && reply.status() != 503) {
      storm.fault("a key of another was answered with " + reply.status());
    }
  }

  private void refused(Member one, Reply reply) {
    if (reply.status() == 503) {
      storm.unavailable.increment();
    } else if (!one.swinging || reply.status() != 403) {
      storm.fault(
          "%s was answered with %d: %s".formatted(one.tenant.slug(), reply.status(), reply.body()));
    }
  }

  private Reply ask(String method, String path, Member at, String key, String body) {
    String address =
        "10.%d.%d.%d".formatted(random.nextInt(256), random.nextInt(256), random.nextInt(256));
    String request =
        RawHttp.request(method, path, at.tenant.slug() + ".demo.localhost", Optional.of(key), body);
    return RawHttp.exchange(
        ports.get(random.nextInt(ports.size())),
        request.replaceFirst(
            "\r\n", "\r\nConnection: close\r\nX-Forwarded-For: " + address + "\r\n"));
  }
}
