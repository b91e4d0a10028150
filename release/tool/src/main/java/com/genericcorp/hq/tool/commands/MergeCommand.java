package com.genericcorp.hq.tool.commands;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.tool.merge.FolderMerge;
import com.genericcorp.hq.tool.tar.TarEntry;
import com.genericcorp.hq.tool.tar.TarReader;
import com.genericcorp.hq.tool.tar.TarWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Merges configuration. */
@Command(
    name = "merge",
    description = {
      "Merges three versions of a folder: the tar archive on standard input holds base/, mine/ and"
          + " theirs/, the one on standard output the result.",
      "What a person has to look at is said on standard error, a line each."
    },
    footer = {"", "Example:", "  tar cf - base mine theirs | tool merge | tar xf - -C merged"},
    mixinStandardHelpOptions = true)
final class MergeCommand implements Callable<Integer> {
  private static final int MOST_BYTES = 16 << 20;
  private static final int PUBLIC = 0644;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Streams.run(
        "the configuration cannot be merged",
        () -> {
          FolderMerge merge = merge(Streams.in());
          try (OutputStream out = Streams.out()) {
            TarWriter tar = new TarWriter(out, PUBLIC);
            for (Map.Entry<String, byte[]> file : merge.files().entrySet()) {
              tar.add(file.getKey(), file.getValue());
            }
            tar.finish();
          }
          PrintWriter err = spec.commandLine().getErr();
          merge.notes().forEach(err::println);
          err.flush();
        });
    return 0;
  }

  static FolderMerge merge(InputStream in) throws IOException {
    Map<String, Map<String, byte[]>> versions =
        Map.of("base", new TreeMap<>(), "mine", new TreeMap<>(), "theirs", new TreeMap<>());
    TarReader tar = new TarReader(in, "the configuration");
    for (Optional<TarEntry> at = tar.next(); at.isPresent(); at = tar.next()) {
      String path = at.get().path();
      int slash = path.indexOf('/');
      Map<String, byte[]> version = versions.get(slash < 0 ? path : path.substring(0, slash));
      if (version == null) {
        throw new InvalidInput(
            "standard input has %s: base/, mine/ and theirs/ are expected", path);
      }
      if (!at.get().folder()) {
        version.put(path.substring(slash + 1), tar.readAll(MOST_BYTES));
      }
    }
    return FolderMerge.of(
        versions.getOrDefault("base", Map.of()),
        versions.getOrDefault("mine", Map.of()),
        versions.getOrDefault("theirs", Map.of()));
  }
}
