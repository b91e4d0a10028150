package com.genericcorp.hq.builder.commands;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.push.RegistryCopy;
import com.genericcorp.hq.builder.push.RegistryCopy.Copied;
import com.genericcorp.hq.cli.Json;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hq images copy}. */
@Command(
    name = "copy",
    description = {
      "Copies an image from a registry into another, under the same digest.",
      "A tag that another image has is never moved; one that this image has is left alone."
    },
    footer = {"", "Example: scripts/hq images copy a.example/hq@sha256:… b.example/hq:1.2.0"},
    mixinStandardHelpOptions = true)
final class CopyCommand implements Runnable {
  @Parameters(index = "0", paramLabel = "SOURCE", description = "host/path@sha256:…")
  private String source = "";

  @Parameters(index = "1", paramLabel = "TARGET", description = "host/path:tag")
  private String target = "";

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Copied copied = new RegistryCopy(BlobStore.ofThisUser()).copy(source, target);
    String reference = target + "@" + copied.digest();
    if (json) {
      spec.commandLine()
          .getOut()
          .println(
              Json.print(Map.of("reference", reference, "digest", copied.digest().toString())));
    } else {
      spec.commandLine()
          .getOut()
          .printf(
              "%s%n%d blobs sent (%s), %d were there.%n",
              reference, copied.sent(), Sizes.of(copied.sentBytes()), copied.present());
    }
    spec.commandLine().getOut().flush();
  }
}
