package com.genericcorp.hq.server.adoption;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.adoption.AdoptionRecord.State;
import com.genericcorp.hq.server.adoption.AdoptionRecord.TakenTable;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.migration.TenantScript;
import com.genericcorp.hq.server.tenancy.OperationLock;
import com.genericcorp.hq.server.tenancy.Operator;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import com.genericcorp.hq.server.tenancy.TenantEvents;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Puts an adopted organisation back to where it came from, until that is confirmed: moved tables
 * return with their rows, owners and grants; of a copied source there is nothing to put back.
 */
public final class Reversal {
  static final String REVERTED = "adoption-reverted";
  static final String CONFIRMED = "adoption-confirmed";

  private final Administration administration;
  private final Operator operator;

  public Reversal(Administration administration, Operator operator) {
    this.administration = administration;
    this.operator = operator;
  }

  /**
   * What putting back comes to.
   *
   * @param sentences what happens with the rows, those written since included
   * @param refusals why it cannot be done; empty when it can
   */
  public record Outlook(
      String slug, String way, String source, List<String> sentences, List<String> refusals) {}

  /** Looks at what there is; changes nothing. */
  public Outlook outlook(Slug slug) {
    return Adoption.inSentences(
        "looking at '" + slug.value() + "'",
        () -> {
          AdoptionRecord record = record(slug, State.ADOPTED);
          try (Session session = Session.begin(administration.asMigrator())) {
            return outlook(session, record, later(record));
          }
        });
  }

  /** Ends the time in which it may be put back. Done already, it does nothing. */
  public AdoptionRecord confirm(Slug slug) {
    return Adoption.inSentences(
        "confirming '" + slug.value() + "'",
        () -> {
          AdoptionRecord record = record(slug, State.ADOPTED, State.CONFIRMED);
          if (record.state() == State.ADOPTED) {
            try (OperationLock lock = lock(slug, "confirmed");
                Session session = asOwner()) {
              AdoptionRecords.ended(session.handle(), record.tenantId(), State.CONFIRMED);
              event(session, record, CONFIRMED, "it can no longer be put back");
              session.commit();
            }
          }
          return record;
        });
  }

  /**
   * Puts it back, all of it or nothing. Killed anywhere and called again it converges.
   *
   * @return the sentences of {@link #outlook}, as it came about
   */
  public Outlook revert(Slug slug) {
    return Adoption.inSentences(
        "putting '" + slug.value() + "' back",
        () -> {
          try (OperationLock lock = lock(slug, "put back")) {
            AdoptionRecord record = record(slug, State.ADOPTED, State.STARTED, State.REVERTED);
            Outlook outlook =
                record.state() == State.ADOPTED
                    ? revert(record)
                    : new Outlook(
                        record.slug(),
                        record.way(),
                        record.source(),
                        List.of("Nothing of the source was taken over."),
                        List.of());
            dropRole(record);
            return outlook;
          }
        });
  }

  private OperationLock lock(Slug slug, String what) {
    Optional<Tenant> tenant = new TenantAdministration(administration).find(slug);
    return tenant.isPresent()
        ? OperationLock.take(administration, tenant.get(), what, operator)
        : OperationLock.take(administration, slug, what, operator);
  }

  private Outlook revert(AdoptionRecord record) throws SQLException {
    LaterVersions later = later(record);
    String schema = TenantScript.schema(record.tenantId());
    try (Session session = Session.begin(administration.asMigrator())) {
      // Tables are locked before their rows are counted: what is told is what happens.
      TableLocks.lock(session, schema, later.tables(), "access exclusive");
      session.run("set local lock_timeout = '10s'");
      Outlook outlook = outlook(session, record, later);
      if (!outlook.refusals().isEmpty()) {
        throw new Failed(
            "'%s' cannot be put back; nothing was changed:%n  %s",
            record.slug(), String.join("\n  ", outlook.refusals()));
      }
      session.run("set local role " + administration.names().owner());
      if (record.moved()) {
        moveBack(session, record, later, schema);
      }
      session.run("set local role " + administration.names().owner());
      remove(session, record, schema);
      AdoptionRecords.ended(session.handle(), record.tenantId(), State.REVERTED);
      event(session, record, REVERTED, "the source is " + record.source());
      session.commit();
      return outlook;
    }
  }

  private void moveBack(Session session, AdoptionRecord record, LaterVersions later, String schema)
      throws SQLException {
    session
        .handle()
        .execute(
            "delete from " + Identifiers.quoted(schema, "api_keys") + " where secret_hash = ?",
            (Object) HexFormat.of().parseHex(record.details().keyHash()));
    session.run("set local search_path = " + schema);
    later.undo(session);
    List<String> unlike =
        ShapeDifferences.ofTables(ShapeReader.read(session.handle(), schema), later.earlier());
    if (!unlike.isEmpty()) {
      throw new Failed(
          "The tables cannot be made into version %d again: %s. Nothing was changed.",
          record.version(), String.join("; ", unlike));
    }
    for (TakenTable table : record.details().tables()) {
      TableGrants.revoke(session, schema, table.to(), TableGrants.of(session, schema, table.to()));
    }
    session.run("reset role");
    for (TakenTable table : record.details().tables()) {
      session.run(
          "alter table %s set schema %s"
              .formatted(
                  Identifiers.quoted(schema, table.to()), Identifiers.quoted(record.schema())),
          "alter table %s owner to %s"
              .formatted(
                  Identifiers.quoted(record.schema(), table.from()),
                  Identifiers.quoted(table.owner())));
      TableGrants.grant(session, record.schema(), table.from(), table.grants());
    }
  }

  /** Nothing of the organisation stays but its record. */
  private void remove(Session session, AdoptionRecord record, String schema) throws SQLException {
    session.run("drop schema " + schema + " cascade");
    // Whatever refers to organisations, tables of other parts included.
    List<String> referring =
        session.query(
            """
            select format('%s where %I', k.conrelid::regclass, a.attname)
              from pg_catalog.pg_constraint k
              join pg_catalog.pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
             where k.confrelid = 'public.tenants'::regclass and k.contype = 'f'
             order by 1
            """,
            row -> row.getString(1));
    for (String from : referring) {
      session.handle().execute("delete from " + from + " = ?", record.tenantId());
    }
    session
        .handle()
        .execute(
            "with gone as (delete from public.tenants where id = ? returning cohort)"
                + " update public.cohorts c set tenants = c.tenants - 1 from gone"
                + " where c.id = gone.cohort",
            record.tenantId());
  }

  private Outlook outlook(Session session, AdoptionRecord record, LaterVersions later)
      throws SQLException {
    String schema = TenantScript.schema(record.tenantId());
    List<String> sentences = new ArrayList<>();
    List<String> refusals = new ArrayList<>();
    session.run("set local role " + administration.names().owner());
    for (TakenTable table : record.details().tables()) {
      long keys = table.to().equals("api_keys") ? 1 : 0;
      long now = rows(session, schema, table.to()) - keys;
      sentences.add(
          record.moved()
              ? "'%s' goes back to schema '%s' as its owner '%s' had it, with %d rows (%d when it was moved)."
                  .formatted(table.to(), record.schema(), table.owner(), now, table.rows())
              : "'%s' is deleted, with %d rows (%d when it was copied)."
                  .formatted(table.to(), now, table.rows()));
    }
    for (String table : later.addedTables()) {
      long rows = rows(session, schema, table);
      if (rows > 0) {
        sentences.add(
            "'%s', which version %d does not have, is deleted with %d rows."
                .formatted(table, record.version(), rows));
      }
    }
    if (!record.moved()) {
      sentences.add(
          "The source (%s, schema '%s') was never written to and is as it is."
              .formatted(record.source(), record.schema()));
      return new Outlook(record.slug(), record.way(), record.source(), sentences, refusals);
    }
    List<String> columns = later.addedColumns();
    if (!columns.isEmpty()) {
      sentences.add(
          "Values of columns that version %d does not have are deleted: %s."
              .formatted(record.version(), String.join(", ", columns)));
    }
    session.run("reset role");
    String place =
        session
            .handle()
            .select(
                "select coalesce((select string_agg(c.relname, ', ') from pg_catalog.pg_class c"
                    + " where c.relnamespace = n.oid and c.relname = any (?)), '')"
                    + " from pg_catalog.pg_namespace n where n.nspname = ?",
                later.earlier().tables().keySet().toArray(String[]::new),
                record.schema())
            .mapTo(String.class)
            .findOne()
            .orElse(null);
    if (place == null) {
      refusals.add(
          "Schema '%s', where the tables came from, is gone: make it again, with CREATE for %s"
              .formatted(
                  record.schema(),
                  record.details().tables().stream()
                      .map(TakenTable::owner)
                      .distinct()
                      .map(Identifiers::quoted)
                      .toList()));
    } else if (!place.isEmpty()) {
      refusals.add(
          "Schema '%s' has tables of these names by now: %s".formatted(record.schema(), place));
    }
    return new Outlook(record.slug(), record.way(), record.source(), sentences, refusals);
  }

  private static long rows(Session session, String schema, String table) throws SQLException {
    return session
        .query("select count(*) from " + Identifiers.quoted(schema, table), row -> row.getLong(1))
        .get(0);
  }

  private LaterVersions later(AdoptionRecord record) throws SQLException {
    ReferenceShapes references =
        ReferenceShapes.replay(administration.asMigrator(), administration.names());
    int from = record.moved() ? record.version() : references.latest();
    return new LaterVersions(references.of(from), references.of(references.latest()));
  }

  private void dropRole(AdoptionRecord record) throws SQLException {
    Optional<Integer> cohort;
    try (Connection migrator = administration.asMigrator()) {
      cohort = TenantRoles.cohortOf(migrator, administration.names().tenant(record.tenantId()));
    }
    if (cohort.isPresent()) {
      new TenantRoles(administration, cohort.get()).drop(record.tenantId());
    }
    if (record.state() == State.STARTED) {
      try (Session session = asOwner()) {
        AdoptionRecords.forget(session.handle(), record.tenantId());
        session.commit();
      }
    }
  }

  private AdoptionRecord record(Slug slug, State... allowed) throws SQLException {
    try (Session session = asOwner()) {
      AdoptionRecord record =
          AdoptionRecords.newest(session.handle(), slug.value())
              .orElseThrow(
                  () ->
                      new InvalidInput(
                          "'%s' was not adopted: 'tenants adopt --list' shows what was.",
                          slug.value()));
      if (record.state() == State.ADOPTED && !record.there()) {
        throw new InvalidInput(
            "'%s' was adopted and is no more: it was purged since.", slug.value());
      }
      if (!List.of(allowed).contains(record.state())) {
        throw new InvalidInput(
            "The adoption of '%s' is %s: this can no longer be done.",
            slug.value(), record.state().spelling());
      }
      return record;
    }
  }

  private void event(Session session, AdoptionRecord record, String kind, String detail) {
    new TenantEvents(operator)
        .record(session.handle(), record.tenantId(), record.slug(), kind, detail);
  }

  private Session asOwner() throws SQLException {
    Session session = Session.begin(administration.asMigrator());
    session.run("set local role " + administration.names().owner());
    return session;
  }
}
