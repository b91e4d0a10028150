package com.genericcorp.hq.server.commands;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.cli.files.AtomicFile;
import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.limits.Tiers;
import com.genericcorp.hq.server.seed.SampleOrganization;
import com.genericcorp.hq.server.seed.Seeder;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import com.genericcorp.hq.server.tenancy.TenantCreation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code seed}: the probe and the sample organisations. */
@Command(
    name = "seed",
    mixinStandardHelpOptions = true,
    description = {
      "Makes the probe and the sample organisations (SAMPLE_ORGANIZATIONS) with their history.",
      "Safe to repeat: what is there stays as it is."
    },
    footer = {"", "Example: seed --keys /run/secrets/keys.json"})
final class Seed implements Runnable {
  @Option(
      names = "--keys",
      required = true,
      paramLabel = "FILE",
      description =
          "JSON object of slug and API key, mode 0600: read first, written with a working key for"
              + " every seeded organisation.")
  private @Nullable Path keys;

  @Option(names = "--migrate", description = "Migrate first, as the command 'migrate' does.")
  private boolean migrate;

  @Mixin private final DatabasePatience patience = new DatabasePatience();

  @Override
  public void run() {
    Path file = Objects.requireNonNull(keys);
    Variables variables = Variables.ofProcess();
    List<SampleOrganization> samples =
        variables.parsed("SAMPLE_ORGANIZATIONS", "[]", SampleOrganization::parse);
    String probeTier = Tiers.of(variables).highest();
    Administration administration = Administration.of(variables).awaiting(patience.asked());
    if (migrate) {
      Migrate.run(administration);
    }
    TenantAdministration tenants = new TenantAdministration(administration);
    Seeder seeder = new Seeder(new TenantCreation(administration), tenants, Clock.systemUTC());
    Map<String, String> known = read(file);
    Map<String, String> working = seeder.seed(Objects.requireNonNull(samples), probeTier, known);
    try {
      AtomicFile.writePrivate(file, Json.print(working) + "\n");
    } catch (IOException problem) {
      throw new Failed(problem, "%s cannot be written: %s", file, problem.getMessage());
    }
    Objects.requireNonNull(samples).stream()
        .flatMap(sample -> tenants.find(new Slug(sample.slug())).stream())
        .filter(tenant -> !tenant.sample())
        .forEach(
            tenant ->
                System.out.printf(
                    "Organisation '%s' was not made by seed: it is left as it is.%n",
                    tenant.slug()));
    System.out.printf("%d organisations are there; their keys are in %s.%n", working.size(), file);
  }

  private static Map<String, String> read(Path file) {
    if (!Files.exists(file)) {
      return Map.of();
    }
    try {
      return Json.mapper()
          .readValue(Files.readString(file), new TypeReference<Map<String, String>>() {});
    } catch (JsonProcessingException unreadable) {
      // Nothing in it can be used, and every key can be made anew.
      return Map.of();
    } catch (IOException problem) {
      throw new Failed(problem, "%s cannot be read: %s", file, problem.getMessage());
    }
  }
}
