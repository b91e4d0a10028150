package com.genericcorp.hq.postgres;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a cluster is and where it lives.
 *
 * @param state its folder: data, log and lock; made with mode 0700
 * @param binaries where PostgreSQL's programs are unpacked; several clusters may share it
 * @param port on 127.0.0.1; 0 takes a free one, or that of the cluster that already runs
 * @param database made at initialisation, owned by {@code migrator}
 * @param migrator a plain login that may create roles, as on RDS
 * @param superuser the superuser's login over the network, for tests; without it there is none
 * @param durable whether an acknowledged commit survives everything; false only for tests
 */
public record PostgresOptions(
    Path state,
    Path binaries,
    int port,
    String database,
    PostgresAccount migrator,
    Optional<PostgresAccount> superuser,
    boolean durable) {
  public PostgresOptions {
    state = state.toAbsolutePath().normalize();
    binaries = binaries.toAbsolutePath().normalize();
    PostgresAccount.requireName(database);
  }

  /** A durable cluster on a free port, with its binaries in the same folder. */
  public static PostgresOptions durable(Path state, String database, PostgresAccount migrator) {
    return new PostgresOptions(
        state, state.resolve("binaries"), 0, database, migrator, Optional.empty(), true);
  }

  public PostgresOptions withPort(int number) {
    return new PostgresOptions(state, binaries, number, database, migrator, superuser, durable);
  }

  public PostgresOptions withBinaries(Path folder) {
    return new PostgresOptions(state, folder, port, database, migrator, superuser, durable);
  }

  PostgresOptions forTests(PostgresAccount superuserLogin) {
    return new PostgresOptions(
        state, binaries, port, database, migrator, Optional.of(superuserLogin), false);
  }

  /** PostgreSQL's own folder. */
  public Path data() {
    return dataIn(state);
  }

  static Path dataIn(Path state) {
    return state.toAbsolutePath().normalize().resolve("data");
  }

  /** What the cluster prints, appended; the one before it is kept as {@code postgres.log.1}. */
  public Path log() {
    return state.resolve("postgres.log");
  }
}
