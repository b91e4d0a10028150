package com.genericcorp.hq.release.commands;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.files.AtomicFile;
import com.genericcorp.hq.release.sign.KeySource;
import com.genericcorp.hq.release.sign.SecretKey;
import com.genericcorp.hq.release.sign.SshSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hq release key}. */
@Command(
    name = "key",
    description = {
      "Makes the project's key pair (Ed25519, minisign's format, no passphrase).",
      "The secret key's file has mode 0600; whoever has it signs as the project."
    },
    footer = {"", "Example: scripts/hq release key --secret ~/agenthq.key --public agenthq.pub"},
    mixinStandardHelpOptions = true)
final class KeyCommand implements Runnable {
  @Option(names = "--secret", required = true, paramLabel = "FILE", description = "Not there yet.")
  private Path secret = Path.of("");

  @Option(names = "--public", required = true, paramLabel = "FILE", description = "Not there yet.")
  private Path open = Path.of("");

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    for (Path file : new Path[] {secret, open}) {
      if (Files.exists(file)) {
        throw new InvalidInput("%s is there already, and no key is ever overwritten", file);
      }
    }
    SecretKey key = SecretKey.generate();
    try {
      AtomicFile.writePrivate(secret, key.secretFile());
      AtomicFile.write(open, key.publicKey().file());
    } catch (IOException problem) {
      throw new Failed(problem, "the keys cannot be written: %s", problem);
    }
    spec.commandLine()
        .getOut()
        .printf(
            "key %s%n  secret  %s (set %s to it; keep a copy off this machine)%n  public  %s%n"
                + "  for tags  %s%n",
            key.publicKey().name(),
            secret,
            KeySource.FILE_VARIABLE,
            open,
            SshSignature.publicLine(key.publicKey()));
    spec.commandLine().getOut().flush();
  }
}
