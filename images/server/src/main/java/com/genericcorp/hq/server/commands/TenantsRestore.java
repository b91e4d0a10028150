package com.genericcorp.hq.server.commands;

import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.export.ExportFile;
import com.genericcorp.hq.server.export.TenantRestore;
import com.genericcorp.hq.server.limits.Tiers;
import com.genericcorp.hq.server.place.Places;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenants restore}. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Makes an organisation of its export again, whole or not at all. Where its former id is free,",
      "as after a purge or in another database, its API keys work again; beside the living one it",
      "is another organisation, which they do not open."
    },
    footer = {
      "",
      "Examples:",
      "  tenants restore acme-20261130T120000Z.zip",
      "  tenants restore s3://exports/acme/acme-20261130T120000Z.zip --as acme-before --json"
    })
final class TenantsRestore implements Runnable {
  @Parameters(paramLabel = "FILE", description = "A file or s3://bucket/key.")
  private String file = "";

  @Option(names = "--as", paramLabel = "SLUG", description = "Another name than its own.")
  private @Nullable String as;

  @Option(names = "--tier", paramLabel = "TIER", description = "Another tier than its own.")
  private @Nullable String tier;

  @Option(
      names = "--sha256",
      paramLabel = "HEX",
      description = "What 'tenants export' printed: any other file is refused.")
  private @Nullable String sha256;

  @Option(
      names = "--in-place",
      description =
          "Replace the data of the suspended organisation that it is an export of; what is there"
              + " now is lost, so export it first.")
  private boolean inPlace;

  @Mixin private final OperatorOption operator = new OperatorOption();

  @Option(
      names = "--json",
      description = "Print {slug, id, rows, fromVersion, toVersion, keysWork}.")
  private boolean json;

  @Override
  public void run() {
    TenantRestore.Wish wish = new TenantRestore.Wish(as, tier, sha256, inPlace);
    Variables variables = Variables.ofProcess();
    ExportFile export = new ExportFile(new Places(variables).source(file));
    Tiers tiers = Tiers.of(variables);
    TenantRestore.Restored restored =
        new TenantRestore(Administration.of(variables), tiers, operator.asked()).run(export, wish);
    System.out.println(
        json
            ? Json.print(restored)
            : "Organisation '%s' is there again: %d rows as they were exported, version %d. %s"
                .formatted(
                    restored.slug(),
                    restored.rows(),
                    restored.toVersion(),
                    restored.keysWork()
                        ? "Its API keys work."
                        : "It has another id: its people sign in as before, its API keys do not work;"
                            + " make new ones."));
  }
}
