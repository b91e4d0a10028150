package com.genericcorp.hq.tool.commands;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.tool.signature.PublicKey;
import com.genericcorp.hq.tool.signature.SignedPackage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks a package, or an unpacked release's folder, before anything of it is used. */
@Command(
    name = "verify-signature",
    description = {
      "Reads a package (tar or tar.gz) from standard input and checks its paths, the signature of"
          + " its list of checksums, and every file.",
      "Nothing is unpacked."
    },
    footer = {
      "",
      "Example:",
      "  tool verify-signature --key RWQ… --show VERSION <agenthq-1.1.0.tar.gz"
    },
    mixinStandardHelpOptions = true)
final class VerifySignatureCommand implements Callable<Integer> {
  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "The public key's line. Left out: only checksums are compared.")
  private @Nullable String key;

  @Option(
      names = "--show",
      paramLabel = "FILE",
      description = "Print this small file of the release, once all is well.")
  private @Nullable String show;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PublicKey trusted = key == null ? null : PublicKey.read(key, "the trusted key");
    SignedPackage found;
    try {
      found = SignedPackage.check(Streams.unzipped(), trusted);
    } catch (ZipException problem) {
      throw new Failed(problem, "the package is damaged: copy or fetch it again");
    } catch (IOException problem) {
      throw new Failed(problem, "the package ends in the middle or cannot be read: fetch it again");
    }
    PrintWriter out = spec.commandLine().getOut();
    if (show == null) {
      String by = found.comment();
      out.printf("%d files as published%s%n", found.files(), by == null ? "" : ", signed: " + by);
    } else {
      byte[] content = found.small().get(show);
      if (content == null) {
        throw new InvalidInput("the release has no small file %s", show);
      }
      out.print(new String(content, StandardCharsets.UTF_8));
    }
    out.flush();
    return 0;
  }
}
