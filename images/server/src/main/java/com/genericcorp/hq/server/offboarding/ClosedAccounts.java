package com.genericcorp.hq.server.offboarding;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.place.ExportPlace;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * What is kept of organisations that were purged: whom invoices were for, what they were made from,
 * and the statements. Invoices must be accounted for some years, by most laws six to ten.
 */
public final class ClosedAccounts {
  /** The contract's variable: days after which an account that was closed is forgotten, too. */
  public static final String DAYS_VARIABLE = "CLOSED_ACCOUNT_DAYS";

  /** Ten years and a leap day or three. */
  public static final int DAYS = 3653;

  public static final int MOST_DAYS = 36_500;

  private final TenantAdministration tenants;

  public ClosedAccounts(TenantAdministration tenants) {
    this.tenants = tenants;
  }

  /** A statement and whose it is. */
  public record Kept(String tenantId, String slug, String closedAt, String statement) {}

  /** An account's totals by month; of one that was closed before, the greater ones stay. */
  static void addMonths(Handle handle, Tenant tenant) {
    handle.execute(
        """
        insert into public.closed_account_months as m
            (tenant_id, month, api_calls, task_runs, task_seconds, storage_bytes)
          select tenant_id, date_trunc('month', day)::date, sum(api_calls),
                 sum(task_runs), sum(task_seconds), max(storage_bytes)
            from public.usage_by_day where tenant_id = ? group by 1, 2
          on conflict (tenant_id, month) do update
            set api_calls = greatest(m.api_calls, excluded.api_calls),
                task_runs = greatest(m.task_runs, excluded.task_runs),
                task_seconds = greatest(m.task_seconds, excluded.task_seconds),
                storage_bytes = greatest(m.storage_bytes, excluded.storage_bytes)
        """,
        tenant.id());
  }

  /** The newest statement about an organisation, by its slug or its id. */
  public Kept statement(String slugOrId) {
    return tenants
        .asOwner(
            handle ->
                handle
                    .select(
                        "select tenant_id, slug, closed_at::text, statement"
                            + " from public.closed_accounts where slug = ? or tenant_id = ?"
                            + " order by closed_at desc limit 1",
                        slugOrId,
                        slugOrId)
                    .map((row, context) -> kept(row))
                    .findOne())
        .orElseThrow(
            () ->
                new InvalidInput(
                    "No organisation of the name or id '%s' was purged here.", slugOrId));
  }

  private static Kept kept(java.sql.ResultSet row) throws java.sql.SQLException {
    return new Kept(row.getString(1), row.getString(2), row.getString(3), row.getString(4));
  }

  /** Statements that no place has yet: a purge may be killed after its end. */
  List<Kept> unplaced() {
    return tenants.asOwner(
        handle ->
            handle
                .createQuery(
                    "select tenant_id, slug, closed_at::text, statement from public.closed_accounts"
                        + " where statement_place is null order by closed_at")
                .map((row, context) -> kept(row))
                .list());
  }

  /** Puts a statement beside the exports; again: it is written again. */
  public String place(Kept kept, ExportPlace place) throws IOException {
    byte[] bytes = (kept.statement() + "\n").getBytes(StandardCharsets.US_ASCII);
    String name = kept.slug() + "-" + kept.tenantId() + "-purged.jws";
    String there;
    try (ExportPlace.Writing writing = place.write(kept.slug(), name, bytes.length)) {
      writing.stream().write(bytes);
      there = writing.commit();
    }
    int unused =
        tenants.asOwner(
            handle ->
                handle.execute(
                    "update public.closed_accounts set statement_place = ? where tenant_id = ?"
                        + " and statement = ?",
                    there,
                    kept.tenantId(),
                    kept.statement()));
    return there;
  }

  /** Every public key that statements were signed by, as JWKs by their names. */
  public Map<String, String> keys() {
    Map<String, String> keys = new HashMap<>();
    tenants.asOwner(
        handle ->
            handle
                .createQuery("select kid, jwk from public.statement_keys")
                .map((row, context) -> keys.put(row.getString(1), row.getString(2)))
                .list());
    return keys;
  }

  /** Forgets accounts that were closed long ago; returns how many. */
  int forget(int days) {
    return tenants.asOwner(
        handle -> {
          String old =
              "(select tenant_id from public.closed_accounts group by tenant_id"
                  + " having max(closed_at) < now() - make_interval(days => ?))"
                  + " and tenant_id not in (select id from public.tenants)";
          handle.execute(
              "delete from public.closed_account_months where tenant_id in " + old, days);
          handle.execute("delete from public.tenant_events where tenant_id in " + old, days);
          return handle.execute(
              "delete from public.closed_accounts where tenant_id in " + old, days);
        });
  }
}
