package com.genericcorp.hq.builder.commands;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.build.BuiltRecord;
import com.genericcorp.hq.builder.build.BuiltRecord.BuiltLayer;
import com.genericcorp.hq.builder.build.LayerContents;
import com.genericcorp.hq.builder.build.LayerContents.Entry;
import com.genericcorp.hq.builder.spec.ImagePlatform;
import com.genericcorp.hq.cli.Table;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hq images diff A B}. */
@Command(
    name = "diff",
    description = "Shows in which files two images differ. Exits with 0 whether they do or not.",
    footer = {"", "Example: scripts/hq images diff server:amd64 sha256:…"},
    mixinStandardHelpOptions = true)
final class DiffCommand implements Runnable {
  @Parameters(index = "0", paramLabel = "A", description = "NAME, NAME:amd64 or sha256:…")
  private String left = "";

  @Parameters(index = "1", paramLabel = "B", description = "Another.")
  private String right = "";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    BlobStore store = BlobStore.ofThisUser();
    String own = ImagePlatform.ofThisMachine().architecture();
    BuiltRecord a = BuiltRecord.find(store, left, own);
    BuiltRecord b = BuiltRecord.find(store, right, own);
    Set<Digest> both = digests(a);
    both.retainAll(digests(b));
    Map<String, Entry> before = entries(store, a, both);
    Map<String, Entry> after = entries(store, b, both);
    Set<String> paths = new TreeSet<>(before.keySet());
    paths.addAll(after.keySet());
    Table table = Table.of("FILE", "CHANGE", "SIZE");
    int differences = 0;
    long grown = 0;
    for (String path : paths) {
      Entry old = before.get(path);
      Entry young = after.get(path);
      if (!Objects.equals(old, young)) {
        differences++;
        String change = old == null ? "added" : young == null ? "removed" : "changed";
        long more = size(young) - size(old);
        grown += more;
        table.row("/" + path, change, path.endsWith("/") ? "" : signed(more));
      }
    }
    String text =
        differences > 0
            ? "From %s (%s)%nto   %s (%s)%n%n%s%n%d differ, %s on disk.%n"
                .formatted(
                    left, a.manifest(), right, b.manifest(), table, differences, signed(grown))
            : a.manifest().equals(b.manifest())
                ? "They are the same image.\n"
                : "Their files do not differ; their configuration does.\n";
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
  }

  private static String signed(long bytes) {
    return (bytes < 0 ? "" : "+") + Sizes.of(bytes);
  }

  private static long size(@Nullable Entry entry) {
    return entry == null ? 0 : entry.size();
  }

  private static Set<Digest> digests(BuiltRecord image) {
    return image.layers().stream().map(BuiltLayer::digest).collect(Collectors.toSet());
  }

  /** What the layers say together; those that both images have cannot differ. */
  private static Map<String, Entry> entries(
      BlobStore store, BuiltRecord image, Set<Digest> common) {
    Map<String, Entry> entries = new TreeMap<>();
    for (BuiltLayer layer : image.layers()) {
      if (!common.contains(layer.digest())) {
        entries.putAll(LayerContents.of(store, layer.digest(), true));
      }
    }
    return entries;
  }
}
