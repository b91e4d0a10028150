package com.genericcorp.hq.server.migration;

import static com.genericcorp.hq.server.migration.Fleet.NEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.serve.TestService;
import com.genericcorp.hq.server.tenancy.ApiKey;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers of the version before go on serving while organisations get the next one. */
class MigrationWhileServingTest {
  private static final String ALL_TASKS = "select * from tasks order by created_at";
  private static final MigrationScript DUE_DATES =
      new MigrationScript(
          NEXT,
          "due dates",
          """
          alter table tasks add column due_at timestamptz, add column kind text default 'plain';
          alter table agents add column colour text not null default 'blue';
          """);
  private static final MigrationScript INDEXES =
      new MigrationScript(
          NEXT + 1,
          "due dates",
          true,
          "create index concurrently tasks_due on tasks (due_at) where due_at is not null;");

  private TestInstallation installation;

  @BeforeEach
  void migrate() {
    installation = TestInstallation.migrated();
  }

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void readsAndWritesGoOnWithoutAnErrorWhileColumnsAreAdded() {
    Map<String, String> keys = new LinkedHashMap<>();
    for (int number = 0; number < 8; number++) {
      ApiKey key = installation.createWithKey("t" + number);
      keys.put("t" + number, key.reveal());
    }
    ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    AtomicInteger answered = new AtomicInteger();
    AtomicBoolean over = new AtomicBoolean();
    try (TestService one = TestService.start(installation);
        TestService other = TestService.start(installation)) {
      List<CompletableFuture<Void>> callers = new ArrayList<>();
      for (TestService service : List.of(one, other)) {
        callers.add(
            CompletableFuture.runAsync(
                () -> {
                  while (!over.get()) {
                    keys.forEach((slug, key) -> call(service, slug, key, wrong, answered));
                  }
                }));
      }
      TestService.await("answers", java.time.Duration.ofSeconds(30), () -> answered.get() > 20);
      FleetMigration.Outcome outcome =
          Fleet.migrate(installation.administration, FleetSettings.DEFAULT, DUE_DATES, INDEXES);
      assertThat(outcome.failures()).isEmpty();
      assertThat(outcome.migrated()).isEqualTo(8);
      int during = answered.get();
      TestService.await(
          "answers", java.time.Duration.ofSeconds(30), () -> answered.get() > during + 20);
      over.set(true);
      callers.forEach(CompletableFuture::join);
    }
    assertThat(wrong).isEmpty();
    assertThat(Fleet.at(installation, NEXT + 1)).isEqualTo(8);
  }

  private static void call(
      TestService service,
      String slug,
      String key,
      ConcurrentLinkedQueue<String> wrong,
      AtomicInteger answered) {
    String name = "Agent " + answered.incrementAndGet() + " " + service.hashCode();
    Reply made = service.ask("POST", "/api/agents", slug, key, "{\"name\":\"" + name + "\"}");
    if (made.status() != 201) {
      wrong.add(slug + ": " + made.status() + " " + made.body());
    }
    for (String path : List.of("/api/agents", "/api/tasks")) {
      Reply read = service.ask("GET", path, slug, key, "");
      if (read.status() != 200) {
        wrong.add(slug + " " + path + ": " + read.status() + " " + read.body());
      }
    }
  }

  @Test
  void ourConnectionsReadTheSameTableBeforeAndAfterAColumnWasAdded() throws Exception {
    Tenant acme = installation.create("acme");
    try (Connection ours = installation.gateways.pool(acme.cohort()).getConnection()) {
      readAcrossAMigration(ours, acme);
    }
  }

  @Test
  void statementsPreparedOnTheServerWouldFailSoWePrepareNone() throws Exception {
    Tenant acme = installation.create("acme");
    Properties login = new Properties();
    login.setProperty("user", installation.database.superuser().user());
    login.setProperty("password", installation.database.superuser().password());
    login.setProperty("prepareThreshold", "1");
    try (Connection theirs = DriverManager.getConnection(installation.database.url(), login)) {
      assertThatThrownBy(() -> readAcrossAMigration(theirs, acme))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("cached plan must not change result type");
    }
  }

  /** As the server does: one transaction a request, on a connection that lives on. */
  private void readAcrossAMigration(Connection connection, Tenant tenant) throws SQLException {
    connection.setAutoCommit(false);
    for (int request = 0; request < 3; request++) {
      read(connection, tenant);
    }
    assertThat(Fleet.migrate(installation, DUE_DATES).migrated()).isEqualTo(1);
    for (int request = 0; request < 3; request++) {
      read(connection, tenant);
    }
  }

  private static void read(Connection connection, Tenant tenant) throws SQLException {
    try (PreparedStatement act =
            connection.prepareStatement(
                "select set_config('search_path', ?, true), set_config('role', ?, true)");
        PreparedStatement tasks = connection.prepareStatement(ALL_TASKS)) {
      act.setString(1, tenant.schema());
      act.setString(2, tenant.role());
      act.execute();
      try (ResultSet rows = tasks.executeQuery()) {
        assertThat(rows.next()).isFalse();
      }
      connection.commit();
    } catch (SQLException problem) {
      connection.rollback();
      throw problem;
    }
  }
}
