package com.genericcorp.hq.server.commands;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.cli.files.AtomicFile;
import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.offboarding.ClosedAccounts;
import com.genericcorp.hq.server.offboarding.Purge;
import com.genericcorp.hq.server.place.Places;
import com.genericcorp.hq.server.tenancy.Operator;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenants purge}. */
@Command(
    name = "purge",
    mixinStandardHelpOptions = true,
    description = {
      "Deletes an organisation for good: one that was offboarded, whose grace is over and whose",
      "export is whole. What invoices were made from is kept, and a signed statement of the rest."
    },
    footer = {
      "",
      "Examples:",
      "  tenants purge acme",
      "  tenants purge acme --now --yes-purge acme --statement acme.jws"
    })
final class TenantsPurge implements Runnable {
  @Parameters(paramLabel = "SLUG", description = "The organisation.")
  private String slug = "";

  @Option(names = "--now", description = "Before its grace is over; needs --yes-purge.")
  private boolean now;

  @Option(names = "--without-export", description = "Without an export; needs --yes-purge.")
  private boolean withoutExport;

  @Option(
      names = "--yes-purge",
      paramLabel = "SLUG",
      description = "The organisation's name once more: nothing brings it back.")
  private @Nullable String confirmed;

  @Option(
      names = "--statement",
      paramLabel = "FILE",
      description =
          "Write the signed statement there too. It is always put into EXPORTS, where"
              + " that is set, and kept: 'tenants statement show SLUG'.")
  private @Nullable Path statement;

  @Mixin private final OperatorOption operator = new OperatorOption();

  @Option(names = "--json", description = "Print {slug, tenantId, statement, statementPlace}.")
  private boolean json;

  @Override
  public void run() {
    Slug known = new Slug(slug);
    if ((now || withoutExport) && !slug.equals(confirmed)) {
      throw new InvalidInput(
          "This deletes '%s' for good: repeat its name with --yes-purge %s.", slug, slug);
    }
    Variables variables = Variables.ofProcess();
    Administration administration = Administration.of(variables);
    Operator asked = operator.asked();
    TenantAdministration tenants = new TenantAdministration(administration, asked);
    Tenant tenant = tenants.require(known);
    Places places = new Places(variables);
    Purge.Purged purged =
        new Purge(administration, places, asked, variables.text("ENVIRONMENT", ""))
            .run(tenant, new Purge.Needs(!withoutExport, !now));
    String place = keep(purged, new ClosedAccounts(tenants), places, variables);
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("slug", slug);
    shown.put("tenantId", purged.tenantId());
    shown.put("statement", purged.statement());
    shown.put("statementPlace", place);
    System.out.println(
        json
            ? Json.print(shown)
            : "Organisation '%s' is purged. The statement: %s"
                .formatted(
                    slug, place.isEmpty() ? "'tenants statement show " + slug + "'" : place));
  }

  private String keep(
      Purge.Purged purged, ClosedAccounts accounts, Places places, Variables variables) {
    try {
      if (statement != null) {
        AtomicFile.write(statement, purged.statement() + "\n");
      }
      return variables.text(Places.VARIABLE, "").isEmpty()
          ? ""
          : accounts.place(accounts.statement(purged.tenantId()), places.place(null));
    } catch (IOException problem) {
      throw new Failed(
          problem,
          "'%s' is purged, but its statement could not be written: %s. 'tenants statement show %s' shows it.",
          purged.slug(),
          problem.getMessage(),
          purged.slug());
    }
  }
}
