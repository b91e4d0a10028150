package com.genericcorp.hq.server.commands;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.offboarding.ClosedAccounts;
import com.genericcorp.hq.server.offboarding.Statement;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tenants statement}: signed statements of what purges deleted. */
@Command(
    name = "statement",
    mixinStandardHelpOptions = true,
    description = "Shows and verifies the signed statements of what was purged.",
    footer = {
      "",
      "Examples:",
      "  tenants statement show acme > acme.jws",
      "  tenants statement verify acme.jws",
      "  tenants statement keys > keys.json"
    })
final class TenantsStatement implements Runnable {
  private static final int MOST_BYTES = 1 << 20;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "'show', 'verify' or 'keys' is missing.");
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Prints an organisation's newest statement.",
      footer = {"", "Example: tenants statement show acme > acme.jws"})
  void show(
      @Parameters(paramLabel = "SLUG", description = "Its last name, or its id.") String slug,
      @Option(names = "--json", description = "Print {tenantId, slug, closedAt, statement}.")
          boolean json) {
    ClosedAccounts.Kept kept = accounts().statement(slug);
    System.out.println(json ? Json.print(kept) : kept.statement());
  }

  @Command(
      name = "keys",
      mixinStandardHelpOptions = true,
      description = "Prints all public keys (JWK) that statements were ever signed by.",
      footer = {"", "Example: tenants statement keys > keys.json"})
  void keys() {
    System.out.println(Json.print(new TreeMap<>(accounts().keys())));
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = "Prints what a statement says when its signature is right; else exit code 2.",
      footer = {"", "Example: tenants statement verify acme.jws --keys keys.json"})
  void verify(
      @Parameters(paramLabel = "FILE", description = "The statement; -: standard input.")
          String file,
      @Option(
              names = "--keys",
              paramLabel = "FILE",
              description = "What 'statement keys' printed. Default: the database's.")
          @Nullable Path keys) {
    Map<String, String> known = keys == null ? accounts().keys() : read(keys);
    JsonNode said = Statement.verify(text(file), known);
    System.out.println(Json.print(said));
  }

  private static ClosedAccounts accounts() {
    return new ClosedAccounts(new TenantAdministration(Administration.of(Variables.ofProcess())));
  }

  private static String text(String file) {
    try {
      byte[] bytes =
          file.equals("-") ? System.in.readNBytes(MOST_BYTES) : Files.readAllBytes(Path.of(file));
      return new String(bytes, StandardCharsets.US_ASCII);
    } catch (IOException problem) {
      throw new InvalidInput("%s cannot be read: %s", file, problem.getMessage());
    }
  }

  private static Map<String, String> read(Path file) {
    try {
      return Json.mapper()
          .readValue(Files.readString(file), new TypeReference<Map<String, String>>() {});
    } catch (IOException problem) {
      throw new Failed(problem, "%s holds no keys: %s", file, problem.getMessage());
    }
  }
}
