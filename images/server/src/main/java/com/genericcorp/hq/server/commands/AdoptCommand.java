package com.genericcorp.hq.server.commands;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.adoption.Adoption;
import com.genericcorp.hq.server.adoption.AdoptionPlan;
import com.genericcorp.hq.server.adoption.AdoptionRecord;
import com.genericcorp.hq.server.adoption.AdoptionRequest;
import com.genericcorp.hq.server.adoption.AdoptionSource;
import com.genericcorp.hq.server.adoption.Reversal;
import com.genericcorp.hq.server.adoption.mapping.MappingFile;
import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.limits.Tiers;
import com.genericcorp.hq.server.tenancy.Operator;
import com.genericcorp.hq.server.tenancy.Slug;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenants adopt}: an existing single-tenant database becomes an organisation. */
@Command(
    name = "adopt",
    mixinStandardHelpOptions = true,
    description = {
      "Makes an organisation from an existing single-tenant database, or from a schema of this one.",
      "Without --yes it looks and prints what it would do; it changes nothing then.",
      "",
      "The source is --from, or ADOPT_SOURCE_HOST, _PORT, _NAME, _USER, _TLS and _CA_FILE; its",
      "password is ADOPT_SOURCE_PASSWORD[_FILE] or --password-file, never an argument."
    },
    footer = {
      "",
      "Examples:",
      "  tenants adopt acme --from postgresql://reader@db.example.com/acme --password-file pw",
      "  tenants adopt acme --move --schema legacy --yes",
      "  tenants adopt acme --mapping prisma.yaml --yes    (the source in ADOPT_SOURCE_…)",
      "  tenants adopt acme --revert, then --yes; tenants adopt acme --confirm; tenants adopt --list"
    })
final class AdoptCommand implements Runnable {
  @Parameters(arity = "0..1", paramLabel = "SLUG", description = "Its name in host names.")
  private @Nullable String slug;

  @ArgGroup private Ending ending = new Ending();

  /** What is done about adoptions that there are. */
  private static final class Ending {
    @Option(names = "--revert", description = "Put an adopted organisation back.")
    private boolean revert;

    @Option(names = "--confirm", description = "End the time in which it may be put back.")
    private boolean confirm;

    @Option(names = "--list", description = "List what was adopted.")
    private boolean list;
  }

  @Option(
      names = "--from",
      paramLabel = "ADDRESS",
      description = "Copy from postgresql://USER@HOST[:PORT]/DATABASE; without a password.")
  private @Nullable String from;

  @Option(names = "--password-file", paramLabel = "FILE", description = "The password of --from.")
  private @Nullable Path passwordFile;

  @Option(names = "--move", description = "Move the tables of another schema of this database.")
  private boolean move;

  @Option(
      names = "--schema",
      paramLabel = "NAME",
      defaultValue = "public",
      description = "The source's schema. Default: ${DEFAULT-VALUE}.")
  private String schema = "public";

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description = "How another application's tables become ours; docs/tenants-adopt.md.")
  private @Nullable Path mapping;

  @Option(
      names = "--ignore-table",
      paramLabel = "TABLE",
      description = "Leave this table behind; may be repeated.")
  private List<String> ignored = List.of();

  @Option(names = "--name", paramLabel = "NAME", description = "Its name. Default: the slug.")
  private @Nullable String name;

  @Option(names = "--tier", paramLabel = "TIER", description = "Default: the smallest.")
  private @Nullable String tier;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "The ten characters that the source's keys name (ahq_ID_…), so that they work.")
  private @Nullable String id;

  @Option(
      names = "--longest-pause",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description =
          "For how long the source may not be written to; then all is given up."
              + " Default: ${DEFAULT-VALUE}.")
  private int longestPause;

  @Option(
      names = "--source-read-only",
      description = "Nobody writes to the source: it is not locked.")
  private boolean readOnly;

  @Option(names = "--yes", description = "Do it.")
  private boolean yes;

  @Option(names = "--json", description = "Print what is planned, or was done, for programs.")
  private boolean json;

  @Mixin private final OperatorOption by = new OperatorOption();

  @Override
  public void run() {
    Variables variables = Variables.ofProcess();
    if (ending.list) {
      AdoptOutput.list(adoption(Administration.of(variables)).list(), json);
    } else if (ending.confirm) {
      AdoptionRecord record = reversal(variables).confirm(named());
      AdoptOutput.confirmed(record, json);
    } else if (ending.revert) {
      revert(reversal(variables));
    } else {
      adopt(variables);
    }
  }

  private void adopt(Variables variables) {
    Slug wanted = Slug.forCustomer(named().value());
    Tiers tiers = Tiers.of(variables);
    AdoptionRequest request =
        new AdoptionRequest(
            wanted,
            name == null ? wanted.value() : name,
            tier == null ? tiers.lowest() : tiers.require(tier),
            id,
            source(variables),
            schema,
            mapping == null ? null : MappingFile.read(mapping),
            ignoredTables(),
            Duration.ofSeconds(longestPause),
            readOnly);
    // Before anything is made: without it nobody can be told where the organisation is.
    String url = Tenants.hosts(variables).urlOf(wanted.value());
    Adoption adoption = adoption(Administration.of(variables));
    if (yes) {
      AdoptOutput.adopted(adoption.adopt(request), url, json);
      return;
    }
    AdoptionPlan plan = adoption.plan(request);
    AdoptOutput.plan(plan, json);
    if (!plan.refusals().isEmpty()) {
      throw new Failed(
          "'%s' cannot be adopted so, for %s; nothing was changed.",
          wanted.value(),
          plan.refusals().size() == 1 ? "one reason" : plan.refusals().size() + " reasons");
    }
  }

  private void revert(Reversal reversal) {
    Slug slugToRevert = named();
    if (yes) {
      AdoptOutput.reverted(reversal.revert(slugToRevert), true, json);
      return;
    }
    Reversal.Outlook outlook = reversal.outlook(slugToRevert);
    AdoptOutput.reverted(outlook, false, json);
    if (!outlook.refusals().isEmpty()) {
      throw new Failed("'%s' cannot be put back so; nothing was changed.", slugToRevert.value());
    }
  }

  private @Nullable AdoptionSource source(Variables variables) {
    boolean byVariables = !variables.text("ADOPT_SOURCE_HOST", "").isEmpty();
    if (move) {
      if (from != null) {
        throw new InvalidInput("--move takes tables of this database, --from another's: give one.");
      }
      return null;
    }
    if (from == null && !byVariables) {
      throw new InvalidInput(
          "Say what to adopt: --from ADDRESS or ADOPT_SOURCE_HOST for another database, --move"
              + " --schema NAME for tables of this one.");
    }
    return from == null
        ? AdoptionSource.of(variables)
        : AdoptionSource.of(from, passwordFile, variables);
  }

  private Set<String> ignoredTables() {
    return new HashSet<>(ignored);
  }

  private Slug named() {
    if (slug == null) {
      throw new InvalidInput("Name the organisation: tenants adopt SLUG …");
    }
    return new Slug(slug);
  }

  private Adoption adoption(Administration administration) {
    Operator operator = by.asked();
    return new Adoption(administration, operator, line -> System.err.println("  " + line));
  }

  private Reversal reversal(Variables variables) {
    return new Reversal(Administration.of(variables), by.asked());
  }
}
