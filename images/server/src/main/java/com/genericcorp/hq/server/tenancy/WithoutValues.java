package com.genericcorp.hq.server.tenancy;

import java.sql.Connection;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;

/** JDBI whose exceptions, and so our log, never hold what organisations wrote. */
public final class WithoutValues {
  private WithoutValues() {}

  /** A handle on it works in the connection's own transaction; closing it ends nothing. */
  public static Jdbi jdbi(Connection connection) {
    Jdbi jdbi = Jdbi.create(connection);
    jdbi.getConfig(Handles.class).setForceEndTransactions(false);
    return silent(jdbi);
  }

  static Jdbi jdbi(DataSource connections) {
    return silent(Jdbi.create(connections));
  }

  private static Jdbi silent(Jdbi jdbi) {
    // The default adds every bound value; the database's own sentence says enough.
    jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    return jdbi;
  }
}
