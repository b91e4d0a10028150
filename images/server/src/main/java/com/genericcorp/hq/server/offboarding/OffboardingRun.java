package com.genericcorp.hq.server.offboarding;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.export.TenantExport;
import com.genericcorp.hq.server.place.ExportPlace;
import com.genericcorp.hq.server.place.Places;
import com.genericcorp.hq.server.tenancy.OperationLock;
import com.genericcorp.hq.server.tenancy.Operator;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code job offboarding} does: exports the organisations whose time has come, purges them,
 * puts their statements beside their exports. Killed anywhere, the next run goes on; one
 * organisation's trouble is not the others'.
 */
public final class OffboardingRun {
  private final Administration administration;
  private final TenantAdministration tenants;
  private final Offboarding offboardings;
  private final Purge purge;
  private final Places places;
  private final Operator operator;
  private final String environment;

  public OffboardingRun(
      Administration administration, Places places, Operator operator, String environment) {
    this.administration = administration;
    this.tenants = new TenantAdministration(administration);
    this.offboardings = new Offboarding(administration, operator);
    this.purge = new Purge(administration, places, operator, environment);
    this.places = places;
    this.operator = operator;
    this.environment = environment;
  }

  /**
   * What was done.
   *
   * @param statements put beside the exports, those of former runs included
   * @param forgotten accounts that were closed long ago
   */
  public record Done(List<String> purged, List<String> statements, int forgotten) {}

  /**
   * Runs.
   *
   * @param accountDays how long closed accounts are kept
   * @throws Failed naming the organisations that are still there; the others are done
   */
  public Done run(int accountDays) {
    List<String> purged = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String slug : offboardings.due()) {
      try {
        Tenant tenant = tenants.find(new Slug(slug)).orElse(null);
        // Another run may have been faster.
        if (tenant != null) {
          purged.add(purge(tenant).slug());
        }
      } catch (RuntimeException problem) {
        problems.add(slug + ": " + problem.getMessage());
      }
    }
    List<String> statements = new ArrayList<>();
    ClosedAccounts accounts = new ClosedAccounts(tenants);
    for (ClosedAccounts.Kept kept : accounts.unplaced()) {
      try {
        statements.add(accounts.place(kept, places.place(null)));
      } catch (IOException | RuntimeException problem) {
        problems.add("the statement of " + kept.slug() + ": " + problem.getMessage());
      }
    }
    int forgotten = accounts.forget(accountDays);
    if (!problems.isEmpty()) {
      throw new Failed(
          "%d organisations were purged, but not all%n  %s%nRun it again.",
          purged.size(), String.join("\n  ", problems));
    }
    return new Done(purged, statements, forgotten);
  }

  private Purge.Purged purge(Tenant tenant) {
    Leaving leaving = offboardings.find(tenant).orElseThrow();
    if (leaving.export() == null && leaving.purgingSince() == null) {
      export(tenant, places.place(null));
    }
    return purge.run(tenant, Purge.Needs.ALL);
  }

  /** Exports, and writes it down. */
  public TenantExport.Exported export(Tenant tenant, ExportPlace place) {
    try (OperationLock lock = OperationLock.take(administration, tenant, "exported", operator)) {
      TenantExport.Exported exported =
          new TenantExport(administration, environment).run(tenant, place);
      offboardings.recordExport(tenant, exported);
      return exported;
    }
  }
}
