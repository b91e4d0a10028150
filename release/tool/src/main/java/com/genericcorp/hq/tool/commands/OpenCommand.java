package com.genericcorp.hq.tool.commands;

import com.genericcorp.hq.tool.seal.OpeningInput;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Opens what {@code seal} sealed. */
@Command(
    name = "open",
    description = {
      "Opens what 'seal' sealed: the passphrase is the first line of standard input.",
      "With exit code 1 what was written is not the whole: throw it away."
    },
    footer = {"", "Example:", "  { cat passphrase; cat file.sealed; } | tool open >file"},
    mixinStandardHelpOptions = true)
final class OpenCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    Streams.run(
        "opening failed",
        () -> {
          InputStream in = Streams.in();
          char[] passphrase = Streams.passphrase(in);
          try (InputStream open = new OpeningInput(in, passphrase);
              OutputStream out = Streams.out()) {
            open.transferTo(out);
          }
        });
    return 0;
  }
}
