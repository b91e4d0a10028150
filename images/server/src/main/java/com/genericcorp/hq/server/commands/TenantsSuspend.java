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

/** {@code tenants suspend}. */
@Command(
    name = "suspend",
    mixinStandardHelpOptions = true,
    description = {
      "Stops serving an organisation, on every server at once: what is under way for it is broken",
      "off, its tasks wait. Its data stay as they are; 'tenants resume' undoes it."
    },
    footer = {"", "Example: tenants suspend acme --reason 'invoice 4711 is unpaid'"})
final class TenantsSuspend implements Runnable {
  @Parameters(paramLabel = "SLUG", description = "The organisation.")
  private String slug = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Why, for operators: 'tenants show' tells it.")
  private String reason = "";

  @Mixin private final OperatorOption operator = new OperatorOption();

  @Option(
      names = "--json",
      description = "Print {slug, status, changed, cancelled, terminated, tasksReturned}.")
  private boolean json;

  @Override
  public void run() {
    Slug known = new Slug(slug);
    Operator asked = operator.asked();
    Administration administration = Administration.of(Variables.ofProcess());
    TenantAdministration tenants = new TenantAdministration(administration, asked);
    try (LockedTenant locked =
        LockedTenant.of(administration, tenants, known, "suspended", asked)) {
      Suspension.Suspended done =
          new Suspension(administration, tenants, asked)
              .suspend(locked.lock(), locked.tenant(), reason);
      System.out.println(json ? print(done) : words(done));
    }
  }

  private String print(Suspension.Suspended done) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("slug", slug);
    shown.put("status", "suspended");
    shown.put("changed", done.changed());
    shown.put("cancelled", done.cancelled());
    shown.put("terminated", done.terminated());
    shown.put("tasksReturned", done.tasksReturned());
    return Json.print(shown);
  }

  private String words(Suspension.Suspended done) {
    return "Organisation '%s' %s suspended: %d statements cancelled, %d connections ended, %d tasks put back."
        .formatted(
            slug,
            done.changed() ? "is" : "was already",
            done.cancelled(),
            done.terminated(),
            done.tasksReturned());
  }
}
