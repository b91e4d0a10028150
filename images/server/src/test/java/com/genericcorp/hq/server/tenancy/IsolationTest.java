package com.genericcorp.hq.server.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.database.Cohorts;
import com.genericcorp.hq.server.database.DerivedPassword;
import com.genericcorp.hq.server.database.Gateways;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What SQL in one organisation's transaction can reach: nothing of another's. */
class IsolationTest {
  private static final String DENIED = "42501";
  private static final String NO_SUCH_TABLE = "42P01";

  private static TestInstallation installation;
  private static Tenant acme;
  private static Tenant globex;

  @BeforeAll
  static void twoOrganisations() {
    installation = TestInstallation.migrated();
    acme = installation.create("acme");
    globex = installation.create("globex");
    inTenant(acme, "insert into agents (name) values ('acme''s agent')");
    inTenant(globex, "insert into agents (name) values ('globex''s agent')");
  }

  @AfterAll
  static void close() {
    installation.close();
  }

  @Test
  void anOrganisationSeesItsOwnRowsAlone() {
    assertThat(agents(acme)).isEqualTo("acme's agent");
    assertThat(agents(globex)).isEqualTo("globex's agent");
  }

  @Test
  void aQualifiedNameDoesNotCross() {
    refused(DENIED, () -> inTenant(acme, "select * from " + globex.schema() + ".agents"));
    refused(
        DENIED,
        () -> inTenant(acme, "insert into " + globex.schema() + ".agents (name) values ('x')"));
  }

  @Test
  void outsideOfATransactionTheLoginReadsNothingOfAnyOrganisation() throws SQLException {
    try (Connection idle = installation.gateways.pool(acme.cohort()).getConnection();
        Statement statement = idle.createStatement()) {
      refused(DENIED, () -> statement.execute("select * from " + acme.schema() + ".agents"));
      refused(NO_SUCH_TABLE, () -> statement.execute("select * from agents"));
      refused(DENIED, () -> statement.execute("select * from public.jobs"));
      refused(DENIED, () -> statement.execute("select * from public.tenant_events"));
      refused(DENIED, () -> statement.execute("select * from public.tenant_operations"));
      refused(DENIED, () -> statement.execute("select * from public.creation_requests"));
      refused(DENIED, () -> statement.execute("select public.enqueue_task(gen_random_uuid())"));
    }
  }

  @Test
  void anOrganisationsRoleReadsNothingShared() {
    for (String table :
        new String[] {"tenants", "cohorts", "jobs", "tenant_migrations", "installation"}) {
      refused(DENIED, () -> inTenant(acme, "select * from public." + table));
    }
    refused(DENIED, () -> inTenant(acme, "select * from public.claim_tasks('me', 10, '1 s')"));
    refused(
        DENIED,
        () -> inTenant(acme, "select * from public.claim_in_turn('me', 'me-1', 10, 9, '1 s')"));
  }

  @Test
  void anOrganisationsRoleMakesNothing() {
    refused(DENIED, () -> inTenant(acme, "create table mine (id int)"));
    refused(DENIED, () -> inTenant(acme, "create temporary table mine (id int)"));
    refused(DENIED, () -> inTenant(acme, "create schema mine"));
    refused(DENIED, () -> inTenant(acme, "drop table agents"));
    refused(DENIED, () -> inTenant(acme, "create role mine"));
    refused(DENIED, () -> inTenant(acme, "truncate tasks"));
  }

  @Test
  void givingUpTheRoleGivesUpItsRights() {
    refused(
        DENIED, () -> inTenant(acme, "reset role", "select * from " + globex.schema() + ".agents"));
    refused(
        DENIED, () -> inTenant(acme, "reset role", "select * from " + acme.schema() + ".agents"));
    refused(
        DENIED, () -> inTenant(acme, "set role " + installation.administration.names().owner()));
  }

  @Test
  void aConnectionReturnedByAFailedTransactionBelongsToNobody() {
    refused("22012", () -> inTenant(acme, "select 1/0"));
    nobodysConnection();
    assertThat(agents(globex)).isEqualTo("globex's agent");
  }

  @Test
  void aConnectionReturnedByACancelledTransactionBelongsToNobody() {
    refused(
        "57014",
        () -> inTenant(acme, "set local statement_timeout = '50ms'", "select pg_sleep(5)"));
    nobodysConnection();
    assertThat(agents(globex)).isEqualTo("globex's agent");
  }

  @Test
  void whatAnOrganisationWroteStandsInNoException() {
    assertThatThrownBy(
            () ->
                installation.tenants.inTenant(
                    acme,
                    handle ->
                        handle
                            .createUpdate(
                                "insert into agents (name, description) values (:name, :text)")
                            .bind("name", "acme's agent")
                            .bind("text", "confidential")
                            .execute()))
        .hasStackTraceContaining("agents_name_key")
        .satisfies(
            problem ->
                assertThat(trace(problem))
                    .doesNotContain("confidential")
                    .doesNotContain("acme's agent"));
  }

  private static String trace(Throwable problem) {
    StringWriter text = new StringWriter();
    problem.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @Test
  void aTransactionThatEndsItselfIsNoWayOut() {
    // What a statement behind a semicolon could do: the rest runs with the rights of nobody.
    refused(DENIED, () -> inTenant(acme, "commit; select * from " + globex.schema() + ".agents"));
    nobodysConnection();
  }

  @Test
  void anErrorInTheWorkRollsItBack() {
    assertThatThrownBy(
            () ->
                installation.tenants.inTenant(
                    acme,
                    handle -> {
                      handle.execute("insert into agents (name) values ('never')");
                      throw new IllegalArgumentException("no");
                    }))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(agents(acme)).isEqualTo("acme's agent");
    nobodysConnection();
  }

  @Test
  void aJobCanOnlyBeItsOwnOrganisations() {
    UUID task = UUID.randomUUID();
    inTenant(acme, "select public.enqueue_task('" + task + "')");
    assertThat(
            installation.value("select tenant_id from public.jobs where task_id = '" + task + "'"))
        .isEqualTo(acme.id());
    boolean finished = installation.tenants.inTenant(globex, handle -> finish(handle, task));
    assertThat(finished).as("globex finishes acme's task").isFalse();
    boolean finishedByOwner = installation.tenants.inTenant(acme, handle -> finish(handle, task));
    assertThat(finishedByOwner).isTrue();
  }

  @Test
  void aGatewayTakesNoRoleOfAnotherCohort() throws SQLException {
    installation.asSuperuser(
        "update public.cohorts set tenants = " + Cohorts.SIZE + " where id = 1");
    Tenant initech = installation.create("initech");
    installation.asSuperuser("update public.cohorts set tenants = 2 where id = 1");
    assertThat(initech.cohort()).isEqualTo(2);
    inTenant(initech, "insert into agents (name) values ('initech''s agent')");
    try (Connection other = installation.gateways.pool(Gateways.FIRST_COHORT).getConnection();
        Statement statement = other.createStatement()) {
      refused(DENIED, () -> statement.execute("set role " + initech.role()));
    }
  }

  @Test
  void theServingProcessCannotBecomeAProvisioner() {
    String provisioner = installation.administration.names().provisioner(1);
    String guess = DerivedPassword.of(TestInstallation.GATEWAY_SECRET.reveal(), provisioner);
    refused(
        "28P01",
        () -> DriverManager.getConnection(installation.database.url(), provisioner, guess).close());
    refused(
        DENIED,
        () -> {
          try (Connection gateway = installation.gateways.pool(1).getConnection();
              Statement statement = gateway.createStatement()) {
            statement.execute("create role mine");
          }
        });
  }

  @Test
  void nothingNeedsASuperuser() {
    String sql =
        "select count(*) from pg_roles where (rolsuper or rolbypassrls) and rolname like '%s%%'";
    assertThat(installation.value(sql.formatted(installation.database.name()))).isEqualTo("0");
    assertThat(installation.value(sql.formatted("migrator"))).isEqualTo("0");
  }

  /** The pool's only connection has neither an organisation's role nor its schema. */
  private static void nobodysConnection() {
    try (Connection idle = installation.gateways.pool(acme.cohort()).getConnection();
        Statement statement = idle.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select current_user, current_setting('role'), current_setting('search_path')")) {
      rows.next();
      assertThat(rows.getString(1)).isEqualTo(installation.administration.names().gateway(1));
      assertThat(rows.getString(2)).isEqualTo("none");
      assertThat(rows.getString(3)).isEqualTo("\"\"");
    } catch (SQLException problem) {
      throw new AssertionError(problem);
    }
  }

  private static boolean finish(Handle handle, UUID task) {
    return handle.select("select public.finish_task(?)", task).mapTo(Boolean.class).one();
  }

  private static String agents(Tenant tenant) {
    return installation.tenants.inTenant(
        tenant,
        handle ->
            handle.select("select string_agg(name, ',') from agents").mapTo(String.class).one());
  }

  private static void inTenant(Tenant tenant, String... statements) {
    installation.tenants.inTenant(
        tenant,
        handle -> {
          try (Statement statement = handle.getConnection().createStatement()) {
            for (String sql : statements) {
              statement.execute(sql);
            }
          } catch (SQLException problem) {
            throw new IllegalStateException(problem);
          }
          return null;
        });
  }

  private static void refused(String state, ThrowingCallable attempt) {
    assertThatThrownBy(attempt)
        .satisfies(
            problem -> {
              Throwable cause = problem;
              while (!(cause instanceof SQLException) && cause.getCause() != null) {
                cause = cause.getCause();
              }
              assertThat(cause).isInstanceOf(SQLException.class);
              assertThat(((SQLException) cause).getSQLState()).isEqualTo(state);
            });
  }
}
