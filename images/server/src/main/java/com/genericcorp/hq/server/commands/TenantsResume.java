package com.genericcorp.hq.server.commands;

import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.lifecycle.LockedTenant;
import com.genericcorp.hq.server.lifecycle.Suspension;
import com.genericcorp.hq.server.tenancy.Operator;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenants resume}. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = "Serves a suspended organisation again; its tasks go on.",
    footer = {"", "Example: tenants resume acme"})
final class TenantsResume implements Runnable {
  @Parameters(paramLabel = "SLUG", description = "The organisation.")
  private String slug = "";

  @Mixin private final OperatorOption operator = new OperatorOption();

  @Option(names = "--json", description = "Print {slug, status, changed}.")
  private boolean json;

  @Override
  public void run() {
    Slug known = new Slug(slug);
    Operator asked = operator.asked();
    Administration administration = Administration.of(Variables.ofProcess());
    TenantAdministration tenants = new TenantAdministration(administration, asked);
    try (LockedTenant locked = LockedTenant.of(administration, tenants, known, "resumed", asked)) {
      boolean changed =
          new Suspension(administration, tenants, asked).resume(locked.lock(), locked.tenant());
      System.out.println(json ? print(changed) : words(changed));
    }
  }

  private String print(boolean changed) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("slug", slug);
    shown.put("status", "active");
    shown.put("changed", changed);
    return Json.print(shown);
  }

  private String words(boolean changed) {
    return changed
        ? "Organisation '" + slug + "' is served again."
        : "Organisation '" + slug + "' was not suspended.";
  }
}
