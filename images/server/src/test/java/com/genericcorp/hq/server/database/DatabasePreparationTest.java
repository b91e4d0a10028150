package com.genericcorp.hq.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.postgres.PostgresAccount;
import com.genericcorp.hq.postgres.TestPostgres;
import com.genericcorp.hq.server.config.Secret;
import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.migration.SharedSchema;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As RDS's master user: a login that may make logins and databases, and no superuser. */
class DatabasePreparationTest {
  private static final String NEVER_SENT = "a-password-that-never-travels";

  private final TestPostgres.Database somewhere = TestPostgres.shared().freshDatabase();
  private final String name = "prepared_" + somewhere.name();
  private final PostgresAccount master =
      new PostgresAccount("master_" + somewhere.name(), NEVER_SENT + "-master");
  private final PostgresAccount migrator =
      new PostgresAccount("migrator_of_" + somewhere.name(), NEVER_SENT);

  @BeforeEach
  void makeTheMaster() {
    asSuperuser(
        "create role %s login createrole createdb password '%s'"
            .formatted(master.user(), master.password()));
  }

  @Test
  void theMigratorCanMigrateAndTheMasterKeepsNoRights() throws Exception {
    assertThat(prepare())
        .containsExactly(
            "Login '" + migrator.user() + "': made.", "Database '" + name + "': made.");
    requirePrepared();
    assertThat(new SharedSchema(administration()).migrate()).isPositive();
    assertThatThrownBy(() -> connect(name, master)).hasMessageContaining("permission denied");
  }

  @Test
  void aSecondTimeChangesNothing() throws Exception {
    prepare();
    String verifier = verifier();
    assertThat(prepare()).hasSize(2).allMatch(sentence -> sentence.endsWith("there already."));
    assertThat(verifier()).isEqualTo(verifier);
    requirePrepared();
  }

  @Test
  void aRotatedPasswordIsGivenToTheMigratorAndTheDataStay() throws Exception {
    prepare();
    try (Connection connection = connect(name, migrator)) {
      execute(connection, "create table public.kept ()");
    }
    PostgresAccount rotated = new PostgresAccount(migrator.user(), "another-password");
    assertThat(prepare(rotated).get(0)).endsWith("given the present password.");
    assertThatThrownBy(() -> connect(name, migrator)).hasMessageContaining("authentication failed");
    try (Connection connection = connect(name, rotated)) {
      execute(connection, "select from public.kept");
    }
  }

  @Test
  void aMigratorThatMayNotLogInOrMakeRolesMayAgain() throws Exception {
    prepare();
    asSuperuser("alter role \"%s\" nologin nocreaterole".formatted(migrator.user()));
    prepare();
    requirePrepared();
  }

  @Test
  void whatTheMasterAndTheMigratorSendNeverHoldsAPassword() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(somewhere.port(), Integer.MAX_VALUE)) {
      preparation(proxy.port(), master, migrator, name).run();
      assertThat(proxy.sent()).contains("create role", "SCRAM-SHA-256$").doesNotContain(NEVER_SENT);
    }
  }

  @Test
  void aRunThatIsCutOffBetweenAnyTwoStatementsIsRepeated() throws Exception {
    int runs = 0;
    boolean cut = true;
    while (cut) {
      String database = name + "_" + runs;
      PostgresAccount login = new PostgresAccount(migrator.user() + runs, NEVER_SENT);
      try (CuttingProxy proxy = new CuttingProxy(somewhere.port(), runs)) {
        try {
          preparation(proxy.port(), master, login, database).run();
        } catch (Failed gone) {
          assertThat(proxy.hasCut()).as(gone.getMessage()).isTrue();
        }
        cut = proxy.hasCut();
      }
      preparation(somewhere.port(), master, login, database).run();
      requirePrepared(database, login);
      runs++;
    }
    // Login, lock, role, password, the grant, the database, what the public had, the grant back.
    assertThat(runs).isGreaterThan(10);
  }

  @Test
  void manyAtOnceMakeOne() throws Exception {
    List<List<String>> done =
        IntStream.range(0, 4).parallel().mapToObj(number -> prepare()).toList();
    assertThat(done.stream().filter(one -> one.get(1).endsWith("made."))).hasSize(1);
    assertThat(done.stream().filter(one -> one.get(0).endsWith("made."))).hasSize(1);
    requirePrepared();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "locale 'C' locale_provider libc|locale 'libc C'",
        "locale 'C' locale_provider builtin builtin_locale 'C'|locale 'builtin C'",
        "encoding 'SQL_ASCII' locale 'C' locale_provider libc|encoding 'SQL_ASCII'",
        "owner migrator|owner 'migrator'"
      })
  void aDatabaseOfAnotherKindIsLeftAsItIs(String kind, String says) throws Exception {
    String sql = "create database " + name + " template template0 ";
    if (kind.startsWith("owner")) {
      asSuperuser(sql + kind);
    } else {
      asSuperuser(
          "create role \"%s\" login".formatted(migrator.user()),
          "grant \"%s\" to %s with admin option".formatted(migrator.user(), master.user()),
          sql + kind + " owner \"" + migrator.user() + '"');
    }
    assertThatThrownBy(this::prepare)
        .isInstanceOf(Failed.class)
        .hasMessageContaining("'" + name + "' is there already, with the " + says)
        .hasMessageContaining("is wanted. It is left as it is");
  }

  @Test
  void aMastersPasswordThatWasJustRotatedIsSaid() {
    PostgresAccount former = new PostgresAccount(master.user(), "the-former-password");
    assertThatThrownBy(() -> preparation(somewhere.port(), former, migrator, name).run())
        .isInstanceOf(Failed.class)
        .hasMessageContaining("refuses the password of '" + master.user() + "'")
        .hasMessageContaining("start this command again")
        .hasMessageNotContaining("the-former-password");
  }

  @Test
  void variablesThatCannotBeMeantAreRefused() {
    assertThatThrownBy(() -> preparation(somewhere.port(), master, master, name))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("MIGRATOR_USER and ADMINISTRATOR_USER are both");
    assertThatThrownBy(() -> preparation(somewhere.port(), master, migrator, "x\" owner y"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("DATABASE_NAME");
    assertThatThrownBy(() -> DatabasePreparation.of(new Variables(Map.of())))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("ADMINISTRATOR_USER is not set")
        .hasMessageContaining("ADMINISTRATOR_PASSWORD is not set");
  }

  private List<String> prepare() {
    return prepare(migrator);
  }

  private List<String> prepare(PostgresAccount login) {
    return preparation(somewhere.port(), master, login, name).run();
  }

  private static DatabasePreparation preparation(
      int port, PostgresAccount administrator, PostgresAccount login, String database) {
    Map<String, String> variables = new HashMap<>();
    variables.put("DATABASE_HOST", "127.0.0.1");
    variables.put("DATABASE_PORT", Integer.toString(port));
    variables.put("DATABASE_NAME", database);
    variables.put("DATABASE_TLS", "disable");
    variables.put("ADMINISTRATOR_USER", administrator.user());
    variables.put("ADMINISTRATOR_PASSWORD", administrator.password());
    variables.put("MIGRATOR_USER", login.user());
    variables.put("MIGRATOR_PASSWORD", login.password());
    return DatabasePreparation.of(new Variables(variables));
  }

  private Administration administration() {
    return new Administration(
        new DatabaseSettings("127.0.0.1", somewhere.port(), name, DatabaseSettings.Tls.DISABLE, ""),
        migrator.user(),
        Secret.of("MIGRATOR_PASSWORD", migrator.password()),
        Secret.of("GATEWAY_SECRET", "secret"));
  }

  private void requirePrepared() throws SQLException {
    requirePrepared(name, migrator);
  }

  private void requirePrepared(String database, PostgresAccount login) throws SQLException {
    connect(database, login).close();
    assertThat(
            value(
                """
                select concat_ws(' ', datlocprovider, datlocale, datcollate, datctype,
                                 pg_encoding_to_char(encoding), pg_get_userbyid(datdba))
                  from pg_database where datname = '%s'"""
                    .formatted(database)))
        .isEqualTo("b C.UTF-8 C C UTF8 " + login.user());
    assertThat(
            value(
                "select count(*) from pg_database, aclexplode(datacl)"
                    + " where datname = '"
                    + database
                    + "' and grantee = 0"))
        .as("what the public may do there")
        .isEqualTo("0");
    assertThat(
            value(
                "select count(*) from pg_auth_members where member = '%s'::regrole"
                        .formatted(master.user())
                    + " and (set_option or inherit_option)"))
        .as("roles that the master may act as")
        .isEqualTo("0");
    assertThat(
            value(
                "select rolcreaterole and not rolsuper and not rolcreatedb from pg_roles"
                    + " where rolname = '"
                    + login.user()
                    + "'"))
        .isEqualTo("t");
  }

  private String verifier() {
    return value("select rolpassword from pg_authid where rolname = '" + migrator.user() + "'");
  }

  private Connection connect(String database, PostgresAccount account) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + somewhere.port() + "/" + database,
        account.user(),
        account.password());
  }

  private void asSuperuser(String... statements) {
    try (Connection connection = somewhere.connectAsSuperuser()) {
      execute(connection, statements);
    } catch (SQLException problem) {
      throw new IllegalStateException(problem);
    }
  }

  private static void execute(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private String value(String sql) {
    try (Connection connection = somewhere.connectAsSuperuser();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException problem) {
      throw new IllegalStateException(problem);
    }
  }
}
