package com.genericcorp.hq.server.migration;

import com.genericcorp.hq.server.database.RoleNames;
import com.genericcorp.hq.server.migration.sql.SqlStatement;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Everything that makes an organisation, compiled to one script: it is sent in one round trip and
 * is one transaction. Run as a provisioner. Names are put into the text and come from {@link
 * RoleNames} and random ids; what people chose is bound.
 */
public final class TenantScript {
  // Early in the script: of several at once with one key all but one end here.
  private static final String REQUEST =
      "insert into public.creation_requests (key_hash, tenant_id, slug, name, tier)"
          + " select ?, id, slug, name, tier from public.tenants where id = '${id}';";

  private final String sql;

  /** Compiles the script from the migrations that a new schema starts with. */
  public TenantScript(List<MigrationScript> migrations) {
    String tables =
        migrations.stream()
            .flatMap(one -> SqlStatement.of(one.file(), one.sql()).stream())
            .map(one -> one.text() + ";")
            .collect(Collectors.joining("\n"));
    String ledger =
        migrations.stream()
            .map(one -> ledgerRow(one.version(), one.description(), one.checksum()))
            .collect(Collectors.joining(", "));
    int version = migrations.get(migrations.size() - 1).version();
    this.sql =
        """
        set local role ${owner};
        insert into public.tenants
            (id, slug, name, tier, sample, schema_name, role_name, cohort, schema_version)
          values ('${id}', ?, ?, ?, ?, '${schema}', '${role}', ${cohort}, ${version});
        ${request}
        insert into public.tenant_events (tenant_id, slug, actor, kind, detail)
          select id, slug, ?, 'created', '' from public.tenants where id = '${id}';
        reset role;
        create role ${role} nologin;
        grant ${role} to ${gateway} with inherit false, set true;
        set local role ${owner};
        create schema ${schema};
        set local search_path = ${schema};
        ${tables}
        grant usage on schema ${schema} to ${role};
        insert into api_keys (name, secret_hash) values (?, ?);
        insert into public.tenant_migrations (tenant_id, version, description, checksum)
          values ${ledger};
        update public.cohorts set tenants = tenants + 1 where id = ${cohort}
        """
            .replace("${version}", Integer.toString(version))
            .replace("${tables}", MigrationScript.withoutConcurrently(withoutComments(tables)))
            .replace("${ledger}", ledger);
  }

  /**
   * The script for one organisation. Its parameters: slug, name, tier, whether it is a sample, the
   * request's hash if it is one that may come again, who makes the organisation, the first key's
   * name, the first key's hash.
   */
  public String forTenant(RoleNames names, String id, int cohort, boolean mayComeAgain) {
    return sql.replace("${request}", mayComeAgain ? REQUEST : "")
        .replace("${owner}", names.owner())
        .replace("${gateway}", names.gateway(cohort))
        .replace("${role}", names.tenant(id))
        .replace("${schema}", schema(id))
        .replace("${cohort}", Integer.toString(cohort))
        .replace("${id}", id);
  }

  /** The schema of the organisation with this id. */
  public static String schema(String id) {
    return "tenant_" + id;
  }

  private static String ledgerRow(int version, String description, String checksum) {
    return String.format("('${id}', %d, '%s', '%s')", version, description, checksum);
  }

  // A question mark in a comment would be taken for a parameter.
  private static String withoutComments(String sql) {
    return sql.lines()
        .filter(line -> !line.stripLeading().startsWith("--"))
        .collect(Collectors.joining("\n"));
  }
}
