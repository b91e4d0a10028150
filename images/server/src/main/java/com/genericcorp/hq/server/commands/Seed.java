package com.genericcorp.hq.server.commands;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.cli.files.AtomicFile;
import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.limits.Tiers;
import com.genericcorp.hq.server.seed.SampleOrganization;
import com.genericcorp.hq.server.seed.Seeder;
import com.genericcorp.hq.server.tenancy.ApiKey;
import com.genericcorp.hq.server.tenancy.ProbeKey;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import com.genericcorp.hq.server.tenancy.TenantCreation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
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
    footer = {
      "",
      "With PROBE_SECRET[_FILE] the probe's key is made from it, and --keys may be left out.",
      "Example: seed --keys /run/secrets/keys.json"
    })
final class Seed implements Runnable {
  @Option(
      names = "--keys",
      paramLabel = "FILE",
      description =
          "JSON object of slug and API key, mode 0600: read first, written with a working key for"
              + " every seeded organisation. Without it PROBE_SECRET must be set.")
  private @Nullable Path keys;

  @ArgGroup private Before before = new Before();

  /** What is migrated before. */
  private static final class Before {
    @Option(names = "--migrate", description = "Migrate first, as the command 'migrate' does.")
    private boolean migrate;

    @Option(names = "--migrate-needed", description = "As 'migrate --needed' does.")
    private boolean needed;
  }

  @Mixin private final DatabasePatience patience = new DatabasePatience();

  @Override
  public void run() {
    Variables variables = Variables.ofProcess();
    Optional<ApiKey> probeKey =
        Optional.ofNullable(variables.secretIfAny("PROBE_SECRET"))
            .map(secret -> ProbeKey.of(secret.reveal()));
    if (keys == null && probeKey.isEmpty()) {
      throw new InvalidInput(
          "Nobody could know the probe's key: give --keys FILE, or set PROBE_SECRET");
    }
    List<SampleOrganization> samples =
        variables.parsed("SAMPLE_ORGANIZATIONS", "[]", SampleOrganization::parse);
    String probeTier = Tiers.of(variables).highest();
    Administration administration = Administration.of(variables).awaiting(patience.asked());
    if (before.migrate) {
      Migrate.run(administration);
    } else if (before.needed) {
      Migrate.runNeeded(administration);
    }
    TenantAdministration tenants = new TenantAdministration(administration);
    Seeder seeder = new Seeder(new TenantCreation(administration), tenants, Clock.systemUTC());
    List<SampleOrganization> wanted = Objects.requireNonNull(samples);
    probeKey.ifPresent(key -> seeder.seed(wanted, probeTier, key));
    if (keys != null) {
      Map<String, String> known = new HashMap<>(read(keys));
      probeKey.ifPresent(key -> known.put(Slug.PROBE.value(), key.reveal()));
      write(keys, seeder.seed(wanted, probeTier, known));
    }
    report(tenants, wanted);
  }

  private static void write(Path file, Map<String, String> working) {
    try {
      AtomicFile.writePrivate(file, Json.print(working) + "\n");
    } catch (IOException problem) {
      throw new Failed(problem, "%s cannot be written: %s", file, problem.getMessage());
    }
    System.out.printf("%d organisations are there; their keys are in %s.%n", working.size(), file);
  }

  private void report(TenantAdministration tenants, List<SampleOrganization> samples) {
    samples.stream()
        .flatMap(sample -> tenants.find(new Slug(sample.slug())).stream())
        .filter(tenant -> !tenant.sample())
        .forEach(
            tenant ->
                System.out.printf(
                    "Organisation '%s' was not made by seed: it is left as it is.%n",
                    tenant.slug()));
    if (keys == null) {
      System.out.printf(
          "The probe and %d sample organisations are there; the probe's key is made from"
              + " PROBE_SECRET.%n",
          samples.size());
    }
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
