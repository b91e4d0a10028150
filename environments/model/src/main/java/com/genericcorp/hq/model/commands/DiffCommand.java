package com.genericcorp.hq.model.commands;

import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.cli.Table;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.EnvironmentDiff;
import com.genericcorp.hq.model.EnvironmentDiff.Row;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hq diff A B}. */
@Command(
    name = "diff",
    description = "Shows in what two environments differ. Exits with 0 whether they do or not.",
    footer = {"", "Example: scripts/hq diff demo production"},
    mixinStandardHelpOptions = true)
final class DiffCommand implements Runnable {
  @Parameters(index = "0", paramLabel = "A", description = "An environment's name.")
  private String left = "";

  @Parameters(index = "1", paramLabel = "B", description = "Another's.")
  private String right = "";

  @Option(names = "--all", description = "Show the keys that are the same, too.")
  private boolean all;

  @Option(names = "--json", description = "Print JSON: each key with both values.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Environments environments = new Environments(Repository.find().environments());
    List<Environment> both = environments.load(List.of(left, right));
    EnvironmentDiff diff = EnvironmentDiff.of(both.get(0), both.get(1));
    List<Row> rows = all ? diff.rows() : diff.differences();
    String text = json ? asJson(diff, rows) : asTable(diff, rows);
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
  }

  private static String asTable(EnvironmentDiff diff, List<Row> rows) {
    if (rows.isEmpty()) {
      return diff.left() + " and " + diff.right() + " do not differ.\n";
    }
    Table table = Table.of("KEY", heading(diff.left()), heading(diff.right()));
    rows.forEach(row -> table.row(row.key(), row.leftShown(), row.rightShown()));
    return table.toString();
  }

  private static String heading(String name) {
    return name.toUpperCase(Locale.ROOT);
  }

  private static String asJson(EnvironmentDiff diff, List<Row> rows) {
    List<Map<String, @Nullable Object>> keys = new ArrayList<>();
    for (Row row : rows) {
      Map<String, @Nullable Object> key = new LinkedHashMap<>();
      key.put("key", row.key());
      key.put("values", Arrays.asList(row.left(), row.right()));
      key.put("differs", row.differs());
      keys.add(key);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("environments", List.of(diff.left(), diff.right()));
    document.put("keys", keys);
    return Json.print(document) + "\n";
  }
}
