package com.genericcorp.hq.server.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.TestInstallation;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OperationLockTest {
  private static final Operator ADA = new Operator("ada@host");
  private static TestInstallation installation;
  private static Tenant acme;
  private static Tenant globex;

  @BeforeAll
  static void start() {
    installation = TestInstallation.migrated();
    acme = installation.create("acme");
    globex = installation.create("globex");
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  @Test
  void theSecondOperatorIsToldWhoIsAtItSinceWhen() {
    try (OperationLock held = take(acme)) {
      held.requireHeld();
      assertThatThrownBy(() -> take(acme))
          .isInstanceOf(Failed.class)
          .hasMessageMatching(
              "Organisation 'acme' is being exported by ada@host since \\d{4}-\\d\\d-\\d\\dT"
                  + "\\d\\d:\\d\\d:\\d\\dZ \\(process "
                  + ProcessHandle.current().pid()
                  + "\\): wait until that is done, or end it, then repeat this command\\.");
      assertThatCode(() -> take(globex).close()).doesNotThrowAnyException();
    }
    assertThatCode(() -> take(acme).close()).doesNotThrowAnyException();
  }

  @Test
  void aKilledOperatorsLockIsFree() throws SQLException {
    OperationLock killed = take(acme);
    installation.asSuperuser(
        "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'"
            + " and database = (select oid from pg_database where datname = current_database())");
    assertThatThrownBy(killed::requireHeld).hasMessageContaining("was lost: repeat this command");
    assertThat(holder(acme)).as("its row is there, its lock is not").isFalse();
    try (OperationLock next = take(acme)) {
      assertThat(holder(acme)).isTrue();
      killed.close();
      next.requireHeld();
    }
    assertThat(holder(acme)).isFalse();
  }

  @Test
  void aNameThatIsNoOrganisationsYetIsLockedToo() {
    Slug wanted = new Slug("wanted");
    try (OperationLock held =
        OperationLock.take(installation.administration, wanted, "restored", ADA)) {
      held.requireHeld();
      assertThatThrownBy(
              () -> OperationLock.take(installation.administration, wanted, "restored", ADA))
          .hasMessageStartingWith("Organisation 'wanted' is being restored by ada@host");
    }
  }

  @Test
  void whoDoesSomethingHasANameThatCanBeShown() {
    assertThat(Operator.ofProcess().name()).contains("@");
    assertThat(Operator.named("Ada").name()).isEqualTo("Ada");
    assertThatThrownBy(() -> Operator.named("\033[2J")).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> Operator.named(" ")).isInstanceOf(InvalidInput.class);
  }

  private static OperationLock take(Tenant tenant) {
    return OperationLock.take(installation.administration, tenant, "exported", ADA);
  }

  private static boolean holder(Tenant tenant) throws SQLException {
    try (Connection migrator = installation.administration.asMigrator()) {
      return OperationLock.holder(migrator, tenant).isPresent();
    }
  }
}
