package com.genericcorp.hq.release.commands;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.cli.Table;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.release.assets.Asset;
import com.genericcorp.hq.release.assets.Prepared;
import com.genericcorp.hq.release.git.GitRepository;
import com.genericcorp.hq.release.git.History;
import com.genericcorp.hq.release.prepare.BuiltPackages;
import com.genericcorp.hq.release.prepare.GivenArchives;
import com.genericcorp.hq.release.prepare.Packages;
import com.genericcorp.hq.release.prepare.Preparation;
import com.genericcorp.hq.release.prepare.Preparing;
import com.genericcorp.hq.release.sign.KeySource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hq release prepare}. */
@Command(
    name = "prepare",
    description = {
      "Makes and checks everything of a release in target/release. Nothing leaves the machine.",
      "The version follows from the commits since the last tag; HQ_RELEASE_KEY_FILE names the key"
          + " that signs."
    },
    footer = {
      "",
      "Example: scripts/hq release prepare --registry registry.example.com/agenthq",
      "Example: scripts/hq release prepare --pre-release rc"
    },
    mixinStandardHelpOptions = true)
final class PrepareCommand implements Runnable {
  private static final String ENVIRONMENT = "selfhosted";

  @Option(
      names = "--version",
      paramLabel = "VERSION",
      description = "This one, instead of the one that follows from the commits.")
  private @Nullable String version;

  @Option(
      names = "--pre-release",
      paramLabel = "NAME",
      description = "A pre-release such as 1.4.0-NAME.1.")
  private @Nullable String preRelease;

  @Option(
      names = "--registry",
      paramLabel = "HOST/PATH",
      description = "Where the package pulls its images from; default: HQ_REGISTRY.")
  private @Nullable String registry;

  @Option(
      names = "--archives",
      paramLabel = "FOLDER",
      description = "Takes packages that were built elsewhere.")
  private @Nullable Path archives;

  @Option(
      names = "--figures",
      paramLabel = "FILE",
      description = "What else was measured: JSON, a list of what, value, unit.")
  private @Nullable Path figures;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Repository toolkit = Repository.find();
    Path root = toolkit.root();
    try (org.eclipse.jgit.lib.Repository repository = GitRepository.open(root)) {
      Preparation preparation =
          new Preparation(
              new Preparation.Given(
                  root,
                  root.resolve(ReleaseFolder.PATH),
                  new History(repository),
                  Optional.ofNullable(version),
                  Optional.ofNullable(preRelease),
                  packages(toolkit),
                  KeySource.find(System.getenv()),
                  Optional.ofNullable(figures),
                  System.getenv()));
      Preparing.run(preparation, Progress.toStandardError());
      print(preparation);
    }
  }

  private Packages packages(Repository repository) {
    if (archives != null) {
      return new GivenArchives(archives);
    }
    String place = registry == null ? System.getenv().getOrDefault("HQ_REGISTRY", "") : registry;
    if (place.isBlank()) {
      throw new InvalidInput(
          "where the package pulls its images from is not known: name it with --registry HOST/PATH,"
              + " or set HQ_REGISTRY");
    }
    return new BuiltPackages(
        repository.root(),
        new Environments(repository.environments()).load(ENVIRONMENT),
        BlobStore.ofThisUser(),
        place);
  }

  private void print(Preparation preparation) {
    Prepared prepared = preparation.prepared();
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("version", prepared.version().toString());
      all.put("commit", prepared.commit());
      all.put("signed", prepared.signed());
      all.put("folder", prepared.folder().toString());
      all.put("assets", prepared.assets().stream().map(Asset::name).toList());
      spec.commandLine().getOut().print(Json.print(all) + "\n");
    } else {
      Table table = Table.of("ASSET", "BYTES", "SHA-256");
      for (Asset one : prepared.assets()) {
        table.row(
            one.name(), String.format(Locale.ROOT, "%,d", one.size()), one.sha256().abbreviated());
      }
      spec.commandLine()
          .getOut()
          .printf(
              "%s%s of %s, %d commits%s%n%s%s%nnotes: %s%s%npublish it: scripts/hq release publish%n",
              prepared.version(),
              prepared.version().isPreRelease() ? " (a pre-release)" : "",
              prepared.commit().substring(0, 8),
              preparation.commits().size(),
              preparation.last().map(last -> " since " + last).orElse(""),
              table,
              prepared.signed() ? "signed" : "not signed: HQ_RELEASE_KEY_FILE is not set",
              Prepared.notes(prepared.folder()),
              Files.exists(preparation.highlights())
                  ? ""
                  : " (what it brings its customers may be told in release/highlights/"
                      + prepared.version()
                      + ".md)");
    }
    spec.commandLine().getOut().flush();
  }
}
