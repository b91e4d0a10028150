package com.genericcorp.hq.release.commands;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.cli.Table;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.release.assets.Checksums;
import com.genericcorp.hq.release.assets.ReleasedImage;
import com.genericcorp.hq.release.sign.Minisign;
import com.genericcorp.hq.release.verify.VerifiedImages;
import com.genericcorp.hq.release.version.Version;
import com.genericcorp.hq.tool.signature.PublicKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hq release images}. */
@Command(
    name = "images",
    description = {
      "Names a public release's images by the digests in its signed package, which is downloaded"
          + " from GitHub and checked first (GITHUB_API_URL, GITHUB_REPOSITORY).",
      "What production runs is copied by these: see 'scripts/hq images copy --help'."
    },
    footer = {"", "Example: scripts/hq release images 1.2.0 --key agenthq.pub --json"},
    mixinStandardHelpOptions = true)
final class ImagesCommand implements Runnable {
  /** Where the owner commits the project's public key. */
  static final String COMMITTED_KEY = "release/agenthq.pub";

  @Parameters(paramLabel = "VERSION", description = "A public version.")
  private String version = "";

  @Option(
      names = "--key",
      paramLabel = "FILE|BASE64",
      description = "The project's public key; default: " + COMMITTED_KEY + " of this repository.")
  private @Nullable String key;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Version wanted = Version.parse(version);
    PublicKey by = publicKey();
    Set<String> files =
        Set.of(Checksums.FILE, Checksums.FILE + Minisign.SUFFIX, VerifiedImages.archive(wanted));
    List<ReleasedImage> images =
        Downloads.of(wanted, files::contains, folder -> VerifiedImages.in(folder, wanted, by));
    if (json) {
      spec.commandLine()
          .getOut()
          .println(
              Json.print(
                  images.stream()
                      .map(one -> Map.of("name", one.name(), "reference", reference(one)))
                      .toList()));
    } else {
      Table table = Table.of("IMAGE", "REFERENCE");
      images.forEach(one -> table.row(one.name(), reference(one)));
      spec.commandLine().getOut().print(table);
    }
    spec.commandLine().getOut().flush();
  }

  private static String reference(ReleasedImage image) {
    return image.repository() + "@" + image.digest();
  }

  private PublicKey publicKey() {
    if (key != null) {
      return KeyArgument.read(key);
    }
    Path committed = Repository.find().root().resolve(COMMITTED_KEY);
    if (!Files.exists(committed)) {
      throw new InvalidInput(
          "%s is not there: commit the project's public key as that, or name it with --key; the one"
              + " that comes with a download proves nothing",
          COMMITTED_KEY);
    }
    return KeyArgument.read(committed.toString());
  }
}
