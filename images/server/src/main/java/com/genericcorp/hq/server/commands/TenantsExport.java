package com.genericcorp.hq.server.commands;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.export.ExportFile;
import com.genericcorp.hq.server.export.TenantExport;
import com.genericcorp.hq.server.offboarding.OffboardingRun;
import com.genericcorp.hq.server.place.Places;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenants export}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes an organisation into one file, as it is at one moment; it may be served meanwhile.",
      "With --check it reads such a file to its end instead, without a database."
    },
    footer = {
      "",
      "Examples:",
      "  tenants export acme --to s3://exports/by-hand",
      "  tenants export --check acme-20261130T120000Z.zip --json"
    })
final class TenantsExport implements Runnable {
  @Parameters(paramLabel = "SLUG", arity = "0..1", description = "The organisation.")
  private @Nullable String slug;

  @Option(
      names = "--to",
      paramLabel = "PLACE",
      description = "A folder, a file or s3://bucket/prefix. Default: EXPORTS.")
  private @Nullable String to;

  @Option(
      names = "--check",
      paramLabel = "FILE",
      description = "A file or s3://bucket/key: whole, unaltered, and what is in it?")
  private @Nullable String check;

  @Mixin private final OperatorOption operator = new OperatorOption();

  @Option(
      names = "--json",
      description =
          "Print {slug, place, sha256, bytes, rows}; with --check {slug, id, environment, createdAt,"
              + " schemaVersion, sha256, bytes, rows}.")
  private boolean json;

  @Override
  public void run() {
    Variables variables = Variables.ofProcess();
    if (check != null) {
      if (slug != null || to != null) {
        throw new InvalidInput("--check FILE reads a file: leave SLUG and --to out");
      }
      check(new ExportFile(new Places(variables).source(check)), check);
      return;
    }
    if (slug == null) {
      throw new InvalidInput("expected an organisation's SLUG, or --check FILE");
    }
    Slug known = new Slug(slug);
    Places places = new Places(variables);
    Administration administration = Administration.of(variables);
    Tenant tenant = new TenantAdministration(administration).require(known);
    TenantExport.Exported exported =
        new OffboardingRun(
                administration, places, operator.asked(), variables.text("ENVIRONMENT", ""))
            .export(tenant, places.place(to));
    System.out.println(
        json
            ? Json.print(exported)
            : "Organisation '%s' is in %s: %d rows, %d bytes, SHA-256 %s."
                .formatted(
                    slug, exported.place(), exported.rows(), exported.bytes(), exported.sha256()));
  }

  private void check(ExportFile file, String name) {
    ExportFile.Checked checked = file.check();
    var manifest = checked.manifest();
    if (!json) {
      System.out.printf(
          "%s is whole and unaltered: organisation '%s' (%s) of '%s' as of %s, version %d, %d rows in"
              + " %d tables, SHA-256 %s.%n",
          name,
          manifest.tenant().slug(),
          manifest.tenant().id(),
          manifest.environment(),
          Instant.parse(manifest.createdAt()).truncatedTo(ChronoUnit.SECONDS),
          manifest.tenant().schemaVersion(),
          manifest.rows(),
          manifest.tables().size(),
          checked.sha256());
      return;
    }
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("slug", manifest.tenant().slug());
    shown.put("id", manifest.tenant().id());
    shown.put("environment", manifest.environment());
    shown.put("createdAt", manifest.createdAt());
    shown.put("schemaVersion", manifest.tenant().schemaVersion());
    shown.put("sha256", checked.sha256());
    shown.put("bytes", checked.bytes());
    shown.put("rows", manifest.rows());
    System.out.println(Json.print(shown));
  }
}
