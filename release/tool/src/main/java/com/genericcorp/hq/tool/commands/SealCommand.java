package com.genericcorp.hq.tool.commands;

import com.genericcorp.hq.tool.seal.SealingOutput;
import java.io.InputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Seals a stream. */
@Command(
    name = "seal",
    description = {
      "Seals standard input by a passphrase, its first line, and writes it to standard output.",
      "AES-256-GCM in chunks, the key by Argon2id."
    },
    footer = {"", "Example:", "  { cat passphrase; cat file; } | tool seal >file.sealed"},
    mixinStandardHelpOptions = true)
final class SealCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    Streams.run(
        "sealing failed",
        () -> {
          InputStream in = Streams.in();
          char[] passphrase = Streams.passphrase(in);
          try (SealingOutput out = new SealingOutput(Streams.out(), passphrase)) {
            in.transferTo(out);
            out.finish();
          }
        });
    return 0;
  }
}
