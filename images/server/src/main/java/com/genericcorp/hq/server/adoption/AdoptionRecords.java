package com.genericcorp.hq.server.adoption;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.server.adoption.AdoptionRecord.Details;
import com.genericcorp.hq.server.adoption.AdoptionRecord.State;
import com.genericcorp.hq.server.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The rows of {@code public.adoptions}, in the caller's transaction, which acts as their owner. */
final class AdoptionRecords {
  private static final String COLUMNS =
      // An organisation may have been renamed since, or purged.
      "select a.tenant_id, coalesce(t.slug, a.slug) as slug, t.id is not null as there, a.way,"
          + " a.state, a.source, a.source_schema, a.source_version, a.details::text as details,"
          + " a.started_at, a.adopted_at, a.ended_at"
          + " from public.adoptions a left join public.tenants t on t.id = a.tenant_id";

  private AdoptionRecords() {}

  /** All, the newest first. */
  static List<AdoptionRecord> all(Handle handle) {
    return handle
        .createQuery(COLUMNS + " order by a.started_at desc")
        .map((row, context) -> record(row))
        .list();
  }

  /** The newest of an organisation that is, or was to be, called so. */
  static Optional<AdoptionRecord> newest(Handle handle, String slug) {
    return handle
        .select(
            COLUMNS + " where coalesce(t.slug, a.slug) = ? order by a.started_at desc limit 1",
            slug)
        .map((row, context) -> record(row))
        .findOne();
  }

  /** Adds one that begins, in place of what an earlier attempt of this id left. */
  static void start(Handle handle, String tenantId, AdoptionPlan plan) {
    handle.execute(
        "insert into public.adoptions (tenant_id, slug, way, state, source, source_schema,"
            + " source_version, details) values (?, ?, ?, 'started', ?, ?, ?, ?::jsonb)"
            + " on conflict (tenant_id) do update set slug = excluded.slug, way = excluded.way,"
            + " state = excluded.state, source = excluded.source,"
            + " source_schema = excluded.source_schema,"
            + " source_version = excluded.source_version, details = excluded.details,"
            + " started_at = now(), adopted_at = null, ended_at = null",
        tenantId,
        plan.slug(),
        plan.way(),
        plan.source(),
        plan.schema(),
        plan.version(),
        json(Details.begun(plan.fingerprint())));
  }

  static void adopted(Handle handle, String tenantId, Details details) {
    handle.execute(
        "update public.adoptions set state = 'adopted', adopted_at = clock_timestamp(),"
            + " details = ?::jsonb where tenant_id = ?",
        json(details),
        tenantId);
  }

  static void ended(Handle handle, String tenantId, State state) {
    handle.execute(
        "update public.adoptions set state = ?, ended_at = clock_timestamp() where tenant_id = ?",
        state.spelling(),
        tenantId);
  }

  static void forget(Handle handle, String tenantId) {
    handle.execute(
        "delete from public.adoptions where tenant_id = ? and state = 'started'", tenantId);
  }

  private static AdoptionRecord record(ResultSet row) throws SQLException {
    return new AdoptionRecord(
        row.getString("tenant_id"),
        row.getString("slug"),
        row.getBoolean("there"),
        row.getString("way"),
        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getString("source"),
        row.getString("source_schema"),
        row.getInt("source_version"),
        details(row.getString("details")),
        Columns.instant(row, "started_at"),
        Columns.instantOrNull(row, "adopted_at"),
        Columns.instantOrNull(row, "ended_at"));
  }

  private static Details details(String json) {
    try {
      return Json.mapper().readValue(json, Details.class);
    } catch (JsonProcessingException problem) {
      throw new IllegalStateException("public.adoptions holds other details than ours", problem);
    }
  }

  private static String json(Details details) {
    return Json.print(details);
  }
}
