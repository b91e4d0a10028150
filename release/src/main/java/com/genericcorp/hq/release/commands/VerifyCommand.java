package com.genericcorp.hq.release.commands;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.cli.Table;
import com.genericcorp.hq.release.verify.Finding;
import com.genericcorp.hq.release.verify.Verification;
import com.genericcorp.hq.release.version.Version;
import com.genericcorp.hq.tool.signature.PublicKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hq release verify}. */
@Command(
    name = "verify",
    description = {
      "Checks a download: signature, checksums, what is in the packages, where it comes from.",
      "A file or a folder is checked by the SHA256SUMS beside it; a version is downloaded from"
          + " GitHub (GITHUB_API_URL, GITHUB_REPOSITORY)."
    },
    footer = {
      "",
      "Example: scripts/hq release verify agenthq-1.2.0.tar.gz --key agenthq.pub",
      "Example: scripts/hq release verify 1.2.0 --key RWQ…"
    },
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Runnable {
  @Parameters(paramLabel = "FILE|FOLDER|VERSION", description = "What to check.")
  private String what = "";

  @Option(
      names = "--key",
      paramLabel = "FILE|BASE64",
      description =
          "The project's public key from somewhere else than the download; default: the one that"
              + " came with it.")
  private @Nullable String key;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    List<Finding> findings = findings();
    if (json) {
      spec.commandLine().getOut().print(Json.print(findings) + "\n");
    } else {
      Table table = Table.of("FILE", "IS", "REMARK");
      findings.forEach(one -> table.row(one.what(), one.right() ? "right" : "WRONG", one.remark()));
      spec.commandLine().getOut().print(table);
    }
    spec.commandLine().getOut().flush();
    long wrong = findings.stream().filter(one -> !one.right()).count();
    if (wrong > 0) {
      throw new Failed("%d of %d checks failed: do not use it", wrong, findings.size());
    }
  }

  private List<Finding> findings() {
    Path path = Path.of(what).toAbsolutePath();
    Path folder = path.getParent();
    if (Files.isDirectory(path)) {
      return new Verification(path, publicKey(), true).run(Optional.empty(), false);
    }
    if (Files.exists(path) && folder != null) {
      return new Verification(folder, publicKey(), true)
          .run(Optional.of(String.valueOf(path.getFileName())), false);
    }
    if (what.contains("/") || what.endsWith(".gz")) {
      throw new InvalidInput("%s is not there", path);
    }
    return ofVersion(Version.parse(what));
  }

  private List<Finding> ofVersion(Version version) {
    return Downloads.of(
        version,
        name -> true,
        folder -> new Verification(folder, publicKey(), true).run(Optional.empty(), true));
  }

  private Optional<PublicKey> publicKey() {
    return Optional.ofNullable(key).map(KeyArgument::read);
  }
}
