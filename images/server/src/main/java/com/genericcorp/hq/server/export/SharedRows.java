package com.genericcorp.hq.server.export;

import java.util.List;
import java.util.stream.Stream;

/**
 * What shared tables keep of an organisation that belongs to it: its tasks that wait to be run, and
 * its metered usage. The organisation's id is no column of it, as a restored one may have another.
 *
 * @param from the table
 * @param columns those that go with it; leases of workers do not
 */
record SharedRows(String from, List<Manifest.Column> columns, List<String> orderBy) {
  static final SharedRows JOBS =
      new SharedRows(
          "jobs",
          List.of(
              new Manifest.Column("task_id", "uuid"),
              new Manifest.Column("run_at", "timestamp with time zone"),
              new Manifest.Column("attempt", "integer")),
          List.of("task_id"));
  static final SharedRows USAGE =
      new SharedRows(
          "usage_hours",
          use(new Manifest.Column("hour", "timestamp with time zone")),
          List.of("hour"));
  static final SharedRows USAGE_DAYS =
      new SharedRows("usage_days", use(new Manifest.Column("day", "date")), List.of("day"));
  static final List<SharedRows> ALL = List.of(JOBS, USAGE, USAGE_DAYS);

  private static List<Manifest.Column> use(Manifest.Column of) {
    return List.of(
        of,
        new Manifest.Column("api_calls", "bigint"),
        new Manifest.Column("task_runs", "bigint"),
        new Manifest.Column("task_seconds", "double precision"),
        new Manifest.Column("storage_bytes", "bigint"));
  }

  Catalogue.Table table() {
    return new Catalogue.Table(from, columns, orderBy, false);
  }

  /** Whether a manifest's table is this one, in the same columns. */
  boolean matches(Manifest.TableData table) {
    return table.name().equals(from) && table.columns().equals(columns);
  }

  List<String> columnsWithTenant() {
    return Stream.concat(Stream.of("tenant_id"), columns.stream().map(Manifest.Column::name))
        .toList();
  }

  /**
   * What is exported of the organisation's rows: of its days those whose hours are gone; the
   * others' are summed anew from the hours.
   */
  String exportedRowsOf(String tenantId) {
    return this == USAGE_DAYS
        ? "(select d.* from public.usage_days d cross join public.usage_roll_up r where d.tenant_id = '"
            + tenantId
            + "' and d.day < r.hours_from) own"
        : rowsOf(tenantId);
  }

  /** The organisation's rows; its id has been checked to be one. */
  String rowsOf(String tenantId) {
    return "(select * from public." + from + " where tenant_id = '" + tenantId + "') own";
  }
}
