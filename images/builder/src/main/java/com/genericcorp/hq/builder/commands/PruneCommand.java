package com.genericcorp.hq.builder.commands;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.StoreLimit;
import com.genericcorp.hq.builder.blobs.StoreLimit.Freed;
import com.genericcorp.hq.builder.blobs.StoreLimit.Kind;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Table;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hq images prune}. */
@Command(
    name = "prune",
    description =
        "Deletes what was not used for longest from the store of packages and layers, until it is"
            + " below a size.",
    footer = {"", "Example: scripts/hq images prune --keep 2000"},
    mixinStandardHelpOptions = true)
final class PruneCommand implements Runnable {
  @Option(
      names = "--keep",
      paramLabel = "MB",
      description = "How many megabytes may stay; default: ${DEFAULT-VALUE}. 0 empties it.")
  private long keep = 4_000;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    if (keep < 0 || keep > Long.MAX_VALUE / 1_000_000) {
      throw new InvalidInput("--keep is %d; expected megabytes from 0 on", keep);
    }
    BlobStore store = BlobStore.ofThisUser();
    Map<Kind, Freed> pruned = StoreLimit.apply(store, keep * 1_000_000);
    Table table = Table.of("IN THE STORE", "DELETED", "FREED", "LEFT");
    pruned.forEach(
        (kind, freed) ->
            table.row(
                kind.toString(),
                Integer.toString(freed.files()),
                Sizes.of(freed.bytes()),
                Sizes.of(freed.left())));
    long bytes = pruned.values().stream().mapToLong(Freed::bytes).sum();
    long left = pruned.values().stream().mapToLong(Freed::left).sum();
    spec.commandLine()
        .getOut()
        .printf(
            "%s%n%s freed, %s left in %s.%n", table, Sizes.of(bytes), Sizes.of(left), store.root());
    spec.commandLine().getOut().flush();
  }
}
