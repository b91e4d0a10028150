package com.genericcorp.hq.builder.commands;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.StoreLimit;
import com.genericcorp.hq.cli.InvalidInput;
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
    StoreLimit.Pruned pruned = StoreLimit.apply(BlobStore.ofThisUser(), keep * 1_000_000);
    spec.commandLine()
        .getOut()
        .printf(
            "%d files deleted (%s), %s left.%n",
            pruned.files(), Sizes.of(pruned.bytes()), Sizes.of(pruned.left()));
    spec.commandLine().getOut().flush();
  }
}
