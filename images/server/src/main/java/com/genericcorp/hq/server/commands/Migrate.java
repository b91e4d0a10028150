package com.genericcorp.hq.server.commands;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.migration.MigrationScript;
import com.genericcorp.hq.server.migration.SharedSchema;
import com.genericcorp.hq.server.migration.TenantSchemas;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code migrate}: shared schema first, then the organisations'. */
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description = {
      "Brings the shared schema, the logins and all organisations' schemas up to date.",
      "Safe to repeat, to kill, and to start from many places at once: they wait for one another,",
      "and share the organisations."
    },
    footer = {
      "",
      "Needs MIGRATOR_USER, MIGRATOR_PASSWORD[_FILE] and GATEWAY_SECRET[_FILE].",
      "'tenants migrate' does the organisations' part with canaries, progress and a status.",
      "Example: migrate --shared"
    })
final class Migrate implements Runnable {
  @Option(names = "--shared", description = "The shared schema and the logins alone.")
  private boolean shared;

  @Option(names = "--fleet", description = "The organisations' schemas alone.")
  private boolean fleet;

  @Option(
      names = "--needed",
      description = {
        "The shared schema, and the organisations' only where this build's code does not work on",
        "what one of them has. 'tenants migrate' brings up the others."
      })
  private boolean needed;

  @Mixin private final DatabasePatience patience = new DatabasePatience();

  @Override
  public void run() {
    if (shared && fleet) {
      throw new InvalidInput(
          "--shared and --fleet together are what 'migrate' does: leave both out");
    }
    if (needed && (shared || fleet)) {
      throw new InvalidInput("--needed says itself what is migrated: leave out the other one");
    }
    Administration administration =
        Administration.of(Variables.ofProcess()).awaiting(patience.asked());
    if (shared) {
      System.out.printf("Shared schema: %d versions applied.%n", shared(administration));
    } else if (fleet) {
      System.out.printf("Organisations: %d migrated.%n", fleet(administration));
    } else if (needed) {
      runNeeded(administration);
    } else {
      run(administration);
    }
  }

  static void runNeeded(Administration administration) {
    int shared = shared(administration);
    TenantSchemas.Needed done =
        new TenantSchemas(administration, MigrationScript.all())
            .migrateNeeded(MigrationScript.NEEDED);
    System.out.println(sentence(shared, done, MigrationScript.latest()));
  }

  static void run(Administration administration) {
    int shared = shared(administration);
    int tenants = fleet(administration);
    System.out.println(
        sentence(shared, new TenantSchemas.Needed(tenants, 0), MigrationScript.latest()));
  }

  /** What was done, and in a line of its own who is left and how they are brought up. */
  static String sentence(int shared, TenantSchemas.Needed done, int latest) {
    String migrated =
        "Shared schema: %d versions applied. Organisations: %d migrated."
            .formatted(shared, done.migrated());
    return done.behind() == 0
        ? migrated
        : migrated
            + System.lineSeparator()
            + ("%d organisations are behind version %d and served as they are: 'tenants migrate'"
                    + " brings them up.")
                .formatted(done.behind(), latest);
  }

  private static int shared(Administration administration) {
    return new SharedSchema(administration).migrate();
  }

  private static int fleet(Administration administration) {
    return new TenantSchemas(administration, MigrationScript.all()).migrate();
  }
}
