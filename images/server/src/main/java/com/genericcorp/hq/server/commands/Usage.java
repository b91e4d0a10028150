package com.genericcorp.hq.server.commands;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.cli.Table;
import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import com.genericcorp.hq.server.usage.MonthlyUsage;
import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code usage}: what all organisations used, as an operator sees it. */
@Command(
    name = "usage",
    mixinStandardHelpOptions = true,
    description = "Lists all organisations' usage of a month (UTC); the probe's is left out.",
    footer = {"", "Example: usage --month 2026-11 --json"})
final class Usage implements Runnable {
  private static final Pattern MONTH = Pattern.compile("[0-9]{4}-(0[1-9]|1[0-2])");

  @Option(names = "--month", paramLabel = "YYYY-MM", description = "Default: this month.")
  private @Nullable String month;

  @Option(
      names = "--json",
      description = "Print [{slug, name, tier, apiCalls, taskRuns, taskSeconds, storageBytes}].")
  private boolean json;

  @Override
  public void run() {
    YearMonth wanted = month(month);
    List<MonthlyUsage> usage =
        MonthlyUsage.list(
            new TenantAdministration(Administration.of(Variables.ofProcess())), wanted);
    if (json) {
      System.out.println(Json.print(usage));
      return;
    }
    Table table = Table.of("SLUG", "TIER", "API CALLS", "TASK RUNS", "TASK SECONDS", "STORAGE MB");
    for (MonthlyUsage one : usage) {
      table.row(
          one.slug(),
          one.tier(),
          Long.toString(one.apiCalls()),
          Long.toString(one.taskRuns()),
          "%.0f".formatted(one.taskSeconds()),
          "%.1f".formatted(one.storageBytes() / 1e6));
    }
    System.out.print(table);
  }

  private static YearMonth month(@Nullable String text) {
    if (text == null) {
      return YearMonth.now(Clock.systemUTC());
    }
    if (!MONTH.matcher(text).matches()) {
      throw new InvalidInput("--month is '%s': give a year and a month, such as 2026-11", text);
    }
    return YearMonth.parse(text);
  }
}
