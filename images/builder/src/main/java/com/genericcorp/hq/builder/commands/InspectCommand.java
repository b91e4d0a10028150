package com.genericcorp.hq.builder.commands;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.build.BuiltRecord;
import com.genericcorp.hq.builder.build.BuiltRecord.BuiltLayer;
import com.genericcorp.hq.builder.build.LayerContents;
import com.genericcorp.hq.builder.spec.ImagePlatform;
import com.genericcorp.hq.cli.Table;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hq images inspect}. */
@Command(
    name = "inspect",
    description = "Shows an image's layers, what each adds, and the largest files.",
    footer = {"", "Example: scripts/hq images inspect server:arm64"},
    mixinStandardHelpOptions = true)
final class InspectCommand implements Runnable {
  @Parameters(paramLabel = "NAME", description = "NAME, NAME:amd64, NAME:arm64 or sha256:…")
  private String name = "";

  @Option(
      names = "--files",
      paramLabel = "N",
      description = "How many of the largest files; default: ${DEFAULT-VALUE}.")
  private int most = 10;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    BlobStore store = BlobStore.ofThisUser();
    BuiltRecord image = BuiltRecord.find(store, name, ImagePlatform.ofThisMachine().architecture());
    Table layers = Table.of("LAYER", "DIGEST", "COMPRESSED", "ON DISK", "ENTRIES", "ADDS");
    Map<String, Long> sizes = new HashMap<>();
    for (BuiltLayer layer : image.layers()) {
      Map<String, LayerContents.Entry> entries = LayerContents.of(store, layer.digest(), false);
      long bytes = entries.values().stream().mapToLong(LayerContents.Entry::size).sum();
      layers.row(
          layer.name(),
          layer.digest().abbreviated(),
          Sizes.of(layer.bytes()),
          Sizes.of(bytes),
          Integer.toString(entries.size()),
          folders(entries.keySet()));
      entries.forEach((path, entry) -> sizes.put(path, entry.size()));
    }
    Table files = Table.of("LARGEST FILES", "");
    sizes.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(Math.max(0, most))
        .forEach(one -> files.row("/" + one.getKey(), Sizes.of(one.getValue())));
    spec.commandLine().getOut().printf("%s %s%n%n%s%n%s", name, image.manifest(), layers, files);
    spec.commandLine().getOut().flush();
  }

  /** The folders of the first two levels that have something. */
  private static String folders(Set<String> paths) {
    Set<String> folders = new TreeSet<>();
    for (String path : paths) {
      String[] parts = path.split("/", -1);
      if (parts.length > 2 || (parts.length == 2 && !parts[1].isEmpty())) {
        folders.add(parts.length > 2 && !parts[1].isEmpty() ? parts[0] + "/" + parts[1] : parts[0]);
      }
    }
    folders.removeIf(one -> folders.stream().anyMatch(other -> other.startsWith(one + "/")));
    String text = String.join(" ", folders);
    return text.length() > 60 ? text.substring(0, 59) + "…" : text;
  }
}
