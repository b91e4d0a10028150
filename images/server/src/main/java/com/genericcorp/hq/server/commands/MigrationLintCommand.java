package com.genericcorp.hq.server.commands;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.server.migration.sql.Finding;
import com.genericcorp.hq.server.migration.sql.LintBaseline;
import com.genericcorp.hq.server.migration.sql.MigrationFile;
import com.genericcorp.hq.server.migration.sql.MigrationLint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code tenants migrate --lint FILE…}. */
final class MigrationLintCommand {
  private MigrationLintCommand() {}

  /** Prints what the files may not do; returns the exit code: 1 when there is something. */
  static int run(List<Path> files, boolean json) {
    List<Finding> findings = new ArrayList<>();
    for (Path path : files) {
      MigrationFile file = read(path);
      if (LintBaseline.has(file)) {
        System.err.printf("%s is older than the lint, and released: not looked at.%n", path);
      } else {
        findings.addAll(MigrationLint.check(file));
      }
    }
    if (json) {
      System.out.println(Json.print(findings.stream().map(MigrationLintCommand::row).toList()));
    } else if (findings.isEmpty()) {
      System.out.printf("%d files: nothing to object to.%n", files.size());
    } else {
      findings.forEach(System.out::println);
    }
    return findings.isEmpty() ? 0 : 1;
  }

  private static MigrationFile read(Path path) {
    try {
      return new MigrationFile(path.toString(), Files.readString(path));
    } catch (IOException problem) {
      throw new InvalidInput("%s cannot be read: %s", path, problem);
    }
  }

  private static Map<String, Object> row(Finding finding) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("file", finding.file());
    row.put("line", finding.line());
    row.put("rule", finding.rule().label());
    row.put("what", finding.what());
    row.put("reason", finding.rule().reason());
    return row;
  }
}
