package com.genericcorp.hq.builder.commands;

import com.genericcorp.hq.builder.debian.lock.LockDiff;
import com.genericcorp.hq.builder.debian.lock.LockJob;
import com.genericcorp.hq.builder.debian.mirror.MirrorAddress;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.cli.Table;
import com.genericcorp.hq.model.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hq images lock}. */
@Command(
    name = "lock",
    description = {
      "Resolves the images' Debian packages and writes images/packages.lock.yaml.",
      "With --check it only says what is out of date; exit 1 when something is."
    },
    footer = {"", "Example: scripts/hq images lock --check"},
    mixinStandardHelpOptions = true)
final class LockCommand implements Callable<Integer> {
  @Option(names = "--check", description = "Write nothing; say what is out of date.")
  private boolean check;

  @Option(
      names = "--mirror",
      paramLabel = "URL",
      description =
          "The Debian mirror; default: $"
              + MirrorAddress.VARIABLE
              + ", else that of apt's configuration.")
  private @Nullable String mirror;

  @Option(
      names = "--accept-stale",
      description = "Use a mirror whose release is past its date, or older than the lock.")
  private boolean acceptStale;

  @Option(names = "--json", description = "Print JSON: each package that changes.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    LockJob job =
        new LockJob(
            Repository.find().root().resolve("images"),
            MirrorAddress.find(mirror, System.getenv(), Path.of("/etc/apt")),
            acceptStale,
            warning -> spec.commandLine().getErr().println("hq: warning: " + warning));
    LockDiff diff = job.run(!check, Progress.toStandardError());
    spec.commandLine().getOut().print(json ? asJson(diff) : asText(diff));
    spec.commandLine().getOut().flush();
    return check && !diff.isEmpty() ? 1 : 0;
  }

  private String asText(LockDiff diff) {
    if (diff.isEmpty()) {
      return "Every package is up to date.\n";
    }
    Table table =
        Table.of(
            "PACKAGE", "ARCHITECTURE", "LOCKED", check ? "NEWER" : "NOW", "SECURITY", "IMAGES");
    for (LockDiff.Change change : diff.changes()) {
      table.row(
          change.name(),
          change.architecture(),
          change.before().map(Object::toString).orElse("-"),
          change.after().map(Object::toString).orElse("-"),
          change.security() ? "security" : "",
          String.join(" ", change.images()));
    }
    return table
        + "\n"
        + diff.changes().size()
        + (diff.changes().size() == 1 ? " change" : " changes")
        + (diff.hasSecurity() ? ", security updates among them" : "")
        + (check ? "; 'scripts/hq images lock' writes them down.\n" : ".\n");
  }

  private static String asJson(LockDiff diff) {
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    for (LockDiff.Change change : diff.changes()) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("name", change.name());
      one.put("architecture", change.architecture());
      one.put("locked", change.before().map(Object::toString).orElse(null));
      one.put("newer", change.after().map(Object::toString).orElse(null));
      one.put("security", change.security());
      one.put("images", change.images());
      all.add(one);
    }
    return Json.print(all) + "\n";
  }
}
