package com.genericcorp.hq.bench;

import com.genericcorp.hq.builder.files.Content;
import com.genericcorp.hq.builder.files.FileTree;
import com.genericcorp.hq.builder.files.Node;
import com.genericcorp.hq.builder.layers.TreeArchive;
import com.genericcorp.hq.cli.files.AtomicFile;
import com.genericcorp.hq.release.assets.Asset;
import com.genericcorp.hq.release.assets.Checksums;
import com.genericcorp.hq.release.assets.PackageArchive;
import com.genericcorp.hq.release.assets.PackageBill;
import com.genericcorp.hq.release.version.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The part of a release that GoReleaser has, too: two archives of a folder, their bills of
 * materials, checksums. {@code scripts/bench/release} runs both on the same files.
 */
public final class ReleaseBench {
  private ReleaseBench() {}

  /** Arguments: the folder of files, an empty one, and {@code none} for no bills. */
  public static void main(String[] arguments) throws IOException {
    Path files = Path.of(arguments[0]);
    Path out = Path.of(arguments[1]);
    boolean bills = arguments.length < 3 || !arguments[2].equals("none");
    Version version = Version.of(1, 0, 0);
    for (String part : List.of("online", "offline")) {
      FileTree tree = new FileTree();
      for (Path file : below(files.resolve(part))) {
        String name = PackageArchive.TOP + files.resolve(part).relativize(file);
        tree.add(name, new Node.RegularFile(0644, 0, 0, Content.of(file)), "the bench");
      }
      Path archive = out.resolve("agenthq-" + part + ".tar.gz");
      TreeArchive.write(tree, archive);
      if (bills) {
        AtomicFile.write(
            out.resolve("agenthq-" + part + ".tar.gz.cdx.json"),
            PackageBill.of(version, PackageArchive.read(archive), List.of()));
      }
    }
    AtomicFile.write(out.resolve(Checksums.FILE), Checksums.of(Asset.in(out)).text());
  }

  private static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
