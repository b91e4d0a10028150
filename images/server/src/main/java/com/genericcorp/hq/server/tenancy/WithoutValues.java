package com.genericcorp.hq.server.tenancy;

import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;

/** JDBI whose exceptions, and so our log, never hold what organisations wrote. */
final class WithoutValues {
  private WithoutValues() {}

  static Jdbi jdbi(DataSource connections) {
    Jdbi jdbi = Jdbi.create(connections);
    // The default adds every bound value; the database's own sentence says enough.
    jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    return jdbi;
  }
}
