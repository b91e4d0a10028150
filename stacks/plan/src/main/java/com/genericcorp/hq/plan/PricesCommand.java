package com.genericcorp.hq.plan;

import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.plan.prices.PriceBook;
import com.genericcorp.hq.plan.prices.PricesTable;
import com.genericcorp.hq.plan.refresh.Refresh;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZoneOffset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hq plan prices}. */
@Command(
    name = "prices",
    description = "Lists the prices that plans go by, with date and source.",
    footer = {
      "",
      "Examples: scripts/hq plan prices",
      "          scripts/hq plan prices --refresh",
      "",
      "--refresh needs credentials of AWS that may call pricing:GetProducts."
    },
    mixinStandardHelpOptions = true)
final class PricesCommand implements Runnable {
  @Option(
      names = "--refresh",
      description = "Ask AWS for them, and write amounts and dates into the file.")
  private boolean refresh;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    if (refresh) {
      out.print(Refresh.run(Repository.find().root().resolve(PriceBook.FILE), today));
    } else {
      PriceBook book = PriceBook.own();
      out.print(
          json ? Json.print(PricesTable.json(book, today)) + "\n" : PricesTable.of(book, today));
    }
    out.flush();
  }
}
