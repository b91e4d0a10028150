package com.genericcorp.hq.builder.commands;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.build.BuiltRecord;
import com.genericcorp.hq.builder.build.DebianBase;
import com.genericcorp.hq.builder.spec.ImagePlatform;
import com.genericcorp.hq.builder.spec.ImageSpec;
import com.genericcorp.hq.builder.spec.ImageSpecs;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Table;
import com.genericcorp.hq.model.Repository;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hq images}: lists them; its subcommands do the rest. */
@Command(
    name = "images",
    description = {
      "Makes images of verified packages, without a daemon or a registry.",
      "Alone it lists them: what they are, and the last build for each platform."
    },
    subcommands = {
      BuildCommand.class,
      LockCommand.class,
      InspectCommand.class,
      DiffCommand.class,
      CopyCommand.class,
      PruneCommand.class
    },
    mixinStandardHelpOptions = true)
final class ImagesCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Repository root = Repository.find();
    BlobStore store = BlobStore.ofThisUser();
    DebianBase bases = DebianBase.of(root.root(), store);
    Table table = Table.of("IMAGE", "PLATFORM", "PACKAGES", "LAST BUILD", "IS");
    for (ImageSpec image : new ImageSpecs(root.root().resolve("images")).load(List.of())) {
      for (ImagePlatform platform : image.platforms()) {
        boolean packages = image.base().image().isEmpty();
        table.row(
            image.name(),
            platform.toString(),
            packages ? Integer.toString(bases.packages(image, platform)) : "-",
            lastBuild(store, image, platform),
            image.description());
      }
    }
    spec.commandLine().getOut().print(table);
    spec.commandLine().getOut().flush();
  }

  private static String lastBuild(BlobStore store, ImageSpec image, ImagePlatform platform) {
    try {
      return BuiltRecord.find(store, image.name(), platform.architecture())
          .manifest()
          .toString()
          .substring(0, 19);
    } catch (InvalidInput notBuilt) {
      return "-";
    }
  }
}
