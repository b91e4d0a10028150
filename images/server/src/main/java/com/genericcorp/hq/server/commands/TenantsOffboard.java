package com.genericcorp.hq.server.commands;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.offboarding.Leaving;
import com.genericcorp.hq.server.offboarding.Offboarding;
import com.genericcorp.hq.server.tenancy.Slug;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenants offboard}. */
@Command(
    name = "offboard",
    mixinStandardHelpOptions = true,
    description = {
      "Suspends an organisation that leaves. When its grace is over, 'job offboarding' exports and",
      "purges it; until then 'tenants keep' takes it back. Again: says how far it is."
    },
    footer = {"", "Example: tenants offboard acme --grace 14 --json"})
final class TenantsOffboard implements Runnable {
  private static final int DEFAULT_DAYS = 30;
  private static final int MOST_DAYS = 3650;

  @Parameters(paramLabel = "SLUG", description = "The organisation.")
  private String slug = "";

  @Option(
      names = "--grace",
      paramLabel = "DAYS",
      description = "From now on, or from when it began. Default: OFFBOARDING_GRACE_DAYS, else 30.")
  private @Nullable Integer grace;

  @Mixin private final OperatorOption operator = new OperatorOption();

  @Option(names = "--json", description = "Print {slug, startedAt, purgeAfter}.")
  private boolean json;

  @Override
  public void run() {
    if (grace != null && (grace < 0 || grace > MOST_DAYS)) {
      throw new InvalidInput("--grace is %d: expected days from 0 to %d", grace, MOST_DAYS);
    }
    Slug known = new Slug(slug);
    Variables variables = Variables.ofProcess();
    int days = variables.number(Offboarding.GRACE_VARIABLE, DEFAULT_DAYS, 1, MOST_DAYS);
    Administration administration = Administration.of(variables);
    Leaving leaving = new Offboarding(administration, operator.asked()).begin(known, grace, days);
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("slug", slug);
    shown.put("startedAt", leaving.startedAt().toString());
    shown.put("purgeAfter", leaving.purgeAfter().toString());
    System.out.println(
        json
            ? Json.print(shown)
            : "Organisation '%s' is suspended; it is exported and purged after %s. 'tenants keep %s' takes it back."
                .formatted(slug, leaving.purgeAfter().truncatedTo(ChronoUnit.SECONDS), slug));
  }
}
