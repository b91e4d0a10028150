package com.genericcorp.hq.tool.commands;

import com.genericcorp.hq.tool.backup.BackupWriter;
import com.genericcorp.hq.tool.seal.SealingOutput;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a backup's one file. */
@Command(
    name = "pack",
    description = {
      "Writes a backup to standard output: the tar archive on standard input ('manifest' first), the"
          + " dumps in FOLDER, checksums of all at the end."
    },
    footer = {"", "Example:", "  tar cf - manifest home | tool pack /tmp/dumps >backup.tar"},
    mixinStandardHelpOptions = true)
final class PackCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FOLDER", description = "The database's dumps.")
  private Path dumps = Path.of("");

  @Option(
      names = "--sealed",
      description = "Seal it; the passphrase is the first line of standard input.")
  private boolean sealed;

  @Override
  public Integer call() {
    Streams.run(
        "the backup cannot be written",
        () -> {
          InputStream in = Streams.in();
          if (sealed) {
            char[] passphrase = Streams.passphrase(in);
            try (SealingOutput out = new SealingOutput(Streams.out(), passphrase)) {
              BackupWriter.write(in, dumps, out);
              out.finish();
            }
          } else {
            try (OutputStream out = Streams.out()) {
              BackupWriter.write(in, dumps, out);
            }
          }
        });
    return 0;
  }
}
