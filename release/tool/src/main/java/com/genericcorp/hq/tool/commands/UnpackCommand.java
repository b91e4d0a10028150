package com.genericcorp.hq.tool.commands;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.tool.backup.BackupReader;
import com.genericcorp.hq.tool.backup.BackupReader.Backup;
import com.genericcorp.hq.tool.seal.OpeningInput;
import com.genericcorp.hq.tool.tar.TarWriter;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reads a backup's one file. */
@Command(
    name = "unpack",
    description = {
      "Reads a backup from standard input to its end, compares every file, and prints its manifest."
    },
    footer = {
      "",
      "Example:",
      "  { cat passphrase; cat backup; } | tool unpack --passphrase --to /tmp/dumps"
    },
    mixinStandardHelpOptions = true)
final class UnpackCommand implements Callable<Integer> {
  private static final int PRIVATE = 0600;

  @Option(names = "--to", paramLabel = "FOLDER", description = "Write the database's dumps there.")
  private @Nullable Path to;

  @Option(
      names = "--passphrase",
      description = "The first line of standard input is the passphrase.")
  private boolean passphrase;

  @Option(
      names = "--home",
      description = "Write a tar archive of the host's files instead of printing the manifest.")
  private boolean home;

  @Override
  public Integer call() {
    Streams.run(
        "the backup cannot be read",
        () -> {
          InputStream in = Streams.in();
          char[] words = passphrase ? Streams.passphrase(in) : null;
          boolean sealed = OpeningInput.isSealed(in);
          if (sealed && words == null) {
            throw new InvalidInput("the backup is sealed: give --passphrase-file FILE");
          }
          InputStream open = sealed && words != null ? new OpeningInput(in, words) : in;
          Backup backup = BackupReader.read(open, to);
          open.transferTo(OutputStream.nullOutputStream()); // a sealed one's end, too
          try (OutputStream out = Streams.out()) {
            if (home) {
              TarWriter tar = new TarWriter(out, PRIVATE);
              for (Map.Entry<String, byte[]> file : backup.home().entrySet()) {
                tar.add(file.getKey(), file.getValue());
              }
              tar.finish();
            } else {
              out.write(backup.manifest());
            }
          }
        });
    return 0;
  }
}
