package com.genericcorp.hq.model.commands;

import com.genericcorp.hq.cli.Table;
import com.genericcorp.hq.model.Aws;
import com.genericcorp.hq.model.Budget;
import com.genericcorp.hq.model.Database;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Replicas;
import com.genericcorp.hq.model.Size;
import java.util.List;

/** What {@code hq environments} prints for people. */
final class EnvironmentsTable {
  private static final String NONE = "-";

  private EnvironmentsTable() {}

  static String of(List<Environment> environments) {
    Table table =
        Table.of(
            "NAME",
            "PLATFORM",
            "PUBLIC HOST",
            "TENANTS' HOST",
            "DATABASE",
            "REPLICAS",
            "BUDGET",
            "SIZE");
    StringBuilder notes = new StringBuilder();
    for (Environment environment : environments) {
      table.row(
          environment.name(),
          environment.platform().toString(),
          environment.hosts().publicHost(),
          environment.hosts().tenantHost().isEmpty() ? NONE : environment.hosts().tenantHost(),
          database(environment.database()),
          replicas(environment.server().replicas()),
          environment.budget().map(EnvironmentsTable::budget).orElse(NONE),
          environment.size().map(EnvironmentsTable::size).orElse(NONE));
      if (environment.aws().filter(Aws::accountIsPlaceholder).isPresent()) {
        notes
            .append(environment.name())
            .append(": aws.account is a placeholder; set your own before it is deployed.\n");
      }
    }
    return table + (notes.isEmpty() ? "" : "\n" + notes);
  }

  private static String database(Database database) {
    return database
        .rds()
        .map(rds -> rds.instanceClass() + (rds.multiAz() ? " Multi-AZ" : ""))
        .orElse("PostgreSQL " + database.version());
  }

  private static String replicas(Replicas replicas) {
    return replicas.min() == replicas.max()
        ? Integer.toString(replicas.planned())
        : replicas.planned() + " (" + replicas.min() + "-" + replicas.max() + ")";
  }

  private static String size(Size size) {
    return size.name() + ", " + size.tenants() + " tenants";
  }

  /** For a month, in US dollars. */
  private static String budget(Budget budget) {
    return "$" + (budget.minUsd() == 0 ? "" : budget.minUsd() + "-") + budget.maxUsd();
  }
}
