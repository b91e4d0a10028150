package com.genericcorp.hq.builder.debian.jre;

import com.genericcorp.hq.builder.debian.deb.TarContents.Item;
import com.genericcorp.hq.builder.files.Node;
import com.genericcorp.hq.cli.Failed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Predicate;

/** Writes packages' files into a folder of this machine, so that a program among them can run. */
final class Extraction {
  private Extraction() {}

  /** Writes the files whose paths are wanted; links within the image lead within the folder. */
  static void write(List<Item> items, Predicate<String> wanted, Path folder) throws IOException {
    for (Item item : items) {
      if (!wanted.test(item.path()) || item.node() instanceof Node.Directory) {
        continue;
      }
      Path file = folder.resolve(item.path());
      Files.createDirectories(file.getParent());
      if (item.node() instanceof Node.RegularFile regular) {
        try (InputStream in = regular.content().open()) {
          Files.copy(in, file);
        }
        boolean executable = (regular.mode() & 0100) != 0;
        Files.setPosixFilePermissions(
            file, PosixFilePermissions.fromString(executable ? "rwx------" : "rw-------"));
      } else if (item.node() instanceof Node.SymbolicLink link) {
        Files.createSymbolicLink(file, inside(link.target(), item.path(), folder));
      } else if (item.node() instanceof Node.HardLink link) {
        Files.createLink(file, folder.resolve(link.target()));
      } else {
        throw new Failed("'%s' cannot be written", item.path());
      }
    }
  }

  private static Path inside(String target, String path, Path folder) {
    if (!target.startsWith("/")) {
      return Path.of(target);
    }
    int slash = path.lastIndexOf('/');
    Path parent = slash < 0 ? folder : folder.resolve(path.substring(0, slash));
    return parent.relativize(folder.resolve(target.substring(1)));
  }
}
