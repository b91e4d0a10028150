package com.genericcorp.hq.server.commands;

import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.http.Hosts;
import com.genericcorp.hq.server.lifecycle.LockedTenant;
import com.genericcorp.hq.server.tenancy.Operator;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenants rename}. */
@Command(
    name = "rename",
    mixinStandardHelpOptions = true,
    description = {
      "Gives an organisation another name in host names. Keys, sessions and tasks go on; addresses",
      "with the former name do not, and that name is free at once."
    },
    footer = {"", "Example: tenants rename acme acme-europe --name 'Acme Europe'"})
final class TenantsRename implements Runnable {
  @Parameters(index = "0", paramLabel = "SLUG", description = "The organisation.")
  private String slug = "";

  @Parameters(
      index = "1",
      paramLabel = "NEW-SLUG",
      description = "Its new name in host names; the same one, to change --name alone.")
  private String wanted = "";

  @Option(names = "--name", paramLabel = "NAME", description = "Its new name. Default: as it is.")
  private @Nullable String name;

  @Mixin private final OperatorOption operator = new OperatorOption();

  @Option(names = "--json", description = "Print {slug, name, url, changed}.")
  private boolean json;

  @Override
  public void run() {
    Slug known = new Slug(slug);
    Slug next = wanted.equals(slug) ? known : Slug.forCustomer(wanted);
    Operator asked = operator.asked();
    Variables variables = Variables.ofProcess();
    Hosts hosts = Tenants.hosts(variables);
    Administration administration = Administration.of(variables);
    TenantAdministration tenants = new TenantAdministration(administration, asked);
    // Repeated after it came through, it finds the organisation under its new name.
    Slug present = tenants.wasRenamed(known, next) ? next : known;
    try (LockedTenant locked =
        LockedTenant.of(administration, tenants, present, "renamed", asked)) {
      Tenant tenant = locked.tenant();
      String called = Optional.ofNullable(name).orElse(tenant.name());
      boolean changed = tenants.rename(tenant, next, called);
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("slug", next.value());
      shown.put("name", called);
      shown.put("url", hosts.urlOf(next.value()));
      shown.put("changed", changed);
      System.out.println(
          json
              ? Json.print(shown)
              : "Organisation '%s' is called '%s' (%s)%s: %s"
                  .formatted(
                      slug, next.value(), called, changed ? " now" : " already", shown.get("url")));
    }
  }
}
