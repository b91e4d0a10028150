package com.genericcorp.hq.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.server.tenancy.Tenant;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * One connection that serves one organisation after another, however the transaction before ended.
 * The pools here have one connection each.
 */
class LeftOversTest {
  private final Ground ground = Ground.shared();

  @Test
  void anIdleConnectionReadsNothing() {
    for (Tenant tenant : new Tenant[] {ground.acme, ground.globex}) {
      Sql.refused(
          Sql.DENIED, () -> Sql.idle(ground, 1, "select name from " + tenant.schema() + ".agents"));
    }
    Sql.refused("42P01", () -> Sql.idle(ground, 1, "select name from agents"));
    Sql.refused(Sql.DENIED, () -> Sql.idle(ground, 1, "select tenant_id from public.jobs"));
    Sql.refused(
        Sql.DENIED, () -> Sql.idle(ground, 1, "select public.enqueue_task(gen_random_uuid())"));
  }

  @Test
  void aCommittedTransactionLeavesNeitherRoleNorPath() {
    theNextIsItsOwn(() -> Sql.inTenant(ground, ground.acme, "select 1"));
  }

  @Test
  void aFailedTransactionLeavesNeitherRoleNorPath() {
    theNextIsItsOwn(
        () ->
            Sql.refused(
                "22012",
                () ->
                    Sql.inTenant(
                        ground,
                        ground.acme,
                        "insert into agents (name) values ('never')",
                        "select 1 / 0")));
    assertThat(Sql.value(ground, ground.acme, "select count(*) from agents where name = 'never'"))
        .isEqualTo("0");
  }

  @Test
  void anExceptionOfTheWorkLeavesNothingWritten() {
    theNextIsItsOwn(
        () ->
            assertThatThrownBy(
                    () ->
                        ground.installation.tenants.inTenant(
                            ground.acme,
                            handle -> {
                              handle.execute("insert into agents (name) values ('never')");
                              throw new IllegalArgumentException("no");
                            }))
                .isInstanceOf(IllegalArgumentException.class));
    assertThat(Sql.value(ground, ground.acme, "select count(*) from agents where name = 'never'"))
        .isEqualTo("0");
  }

  @Test
  void aTimedOutTransactionLeavesNeitherRoleNorPath() {
    theNextIsItsOwn(
        () ->
            Sql.refused(
                "57014",
                () ->
                    Sql.inTenant(
                        ground,
                        ground.acme,
                        "set local statement_timeout = '30ms'",
                        "select pg_sleep(5)")));
  }

  @Test
  void aCancelledTransactionLeavesNeitherRoleNorPath() {
    theNextIsItsOwn(
        () -> {
          AtomicReference<Statement> running = new AtomicReference<>();
          CompletableFuture<Void> cancelling =
              CompletableFuture.runAsync(() -> cancelWhenRunning(running));
          Sql.refused(
              "57014",
              () ->
                  ground.installation.tenants.inTenant(
                      ground.acme,
                      handle -> {
                        try (Statement statement = handle.getConnection().createStatement()) {
                          running.set(statement);
                          return statement.execute("select pg_sleep(5)");
                        } catch (SQLException problem) {
                          throw new IllegalStateException(problem);
                        }
                      }));
          cancelling.join();
        });
  }

  private static void cancelWhenRunning(AtomicReference<Statement> running) {
    try {
      // Again and again: one that comes before the statement began is lost.
      for (int attempt = 0; attempt < 40; attempt++) {
        Thread.sleep(50);
        Statement statement = running.get();
        if (statement != null) {
          if (statement.isClosed()) {
            return;
          }
          statement.cancel();
        }
      }
    } catch (SQLException | InterruptedException ended) {
      // The statement is over.
    }
  }

  @Test
  void aKilledBackendsSuccessorBelongsToNobody() {
    theNextIsItsOwn(
        () ->
            Sql.refused(
                "57P01",
                () ->
                    ground.installation.tenants.inTenant(
                        ground.acme,
                        handle -> {
                          ground.installation.asSuperuser(
                              "select pg_terminate_backend("
                                  + handle
                                      .select("select pg_backend_pid()")
                                      .mapTo(String.class)
                                      .one()
                                  + ", 5000)");
                          return handle.execute("select 1");
                        })));
    // Nor may an organisation's role end, or cancel, what others do.
    Sql.denied(ground, ground.acme, "select pg_terminate_backend(pg_backend_pid())");
    Sql.denied(ground, ground.acme, "select pg_cancel_backend(pg_backend_pid())");
  }

  @Test
  void aTransactionThatEndedItselfLeavesNeitherRoleNorPath() {
    theNextIsItsOwn(() -> Sql.inTenant(ground, ground.acme, "select 1; commit"));
    theNextIsItsOwn(() -> Sql.inTenant(ground, ground.acme, "select 1; rollback"));
  }

  @Test
  void aSavepointRolledBackDoesNotGiveTheRoleOfBefore() {
    String seen =
        ground.installation.tenants.inTenant(
            ground.acme,
            handle -> {
              handle.savepoint("one");
              handle.execute("select set_config('search_path', '', true)");
              handle.rollbackToSavepoint("one");
              return handle
                  .select("select string_agg(name, ',') from agents")
                  .mapTo(String.class)
                  .one();
            });
    assertThat(seen).contains(Ground.mark(ground.acme));
  }

  /** After the transaction: nobody's connection, and then another organisation's rows alone. */
  private void theNextIsItsOwn(Runnable before) {
    String role =
        "select concat_ws(' ', session_user = current_user, current_setting('role'),"
            + " current_setting('search_path'))";
    before.run();
    assertThat(Sql.idle(ground, ground.acme.cohort(), role)).isEqualTo("t none \"\"");
    before.run();
    assertThat(Sql.value(ground, ground.globex, "select string_agg(name, ',') from agents"))
        .contains(Ground.mark(ground.globex))
        .doesNotContain(Ground.mark(ground.acme));
    assertThat(Sql.idle(ground, ground.acme.cohort(), role)).isEqualTo("t none \"\"");
  }
}
