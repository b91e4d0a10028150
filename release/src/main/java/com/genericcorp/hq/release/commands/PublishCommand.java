package com.genericcorp.hq.release.commands;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.release.assets.Prepared;
import com.genericcorp.hq.release.git.GitRepository;
import com.genericcorp.hq.release.git.Remote;
import com.genericcorp.hq.release.git.RemoteCredentials;
import com.genericcorp.hq.release.github.GitHubAddress;
import com.genericcorp.hq.release.github.Patience;
import com.genericcorp.hq.release.github.Releases;
import com.genericcorp.hq.release.publish.BuiltImagePush;
import com.genericcorp.hq.release.publish.Publication;
import com.genericcorp.hq.release.publish.Publishing;
import com.genericcorp.hq.release.sign.KeySource;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hq release publish}. */
@Command(
    name = "publish",
    description = {
      "Publishes what was prepared: tag, images, a draft on GitHub, everything downloaded and",
      "compared, then public. A run that ended early is finished by the same command; a public",
      "release never changes. Needs GITHUB_API_URL, GITHUB_REPOSITORY and GITHUB_TOKEN."
    },
    footer = {"", "Example: scripts/hq release publish --dry-run"},
    mixinStandardHelpOptions = true)
final class PublishCommand implements Runnable {
  @Option(names = "--dry-run", description = "Reads only, and says what would be done.")
  private boolean rehearse;

  @Option(
      names = "--remote",
      paramLabel = "NAME",
      description = "Where the tag is pushed; default: ${DEFAULT-VALUE}.")
  private String remote = "origin";

  @Option(
      names = "--latest",
      paramLabel = "WHEN",
      description =
          "Whether GitHub shows it as the latest: true, false, or auto (stable, and no higher"
              + " version is there); default: ${DEFAULT-VALUE}.")
  private String latest = "auto";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    Path root = Repository.find().root();
    GitHubAddress address = GitHubAddress.of(System.getenv());
    if (address.token().isEmpty()) {
      throw new InvalidInput(
          "GITHUB_TOKEN is not set: set it to a token that may write to %s", address.repository());
    }
    Prepared prepared = Prepared.read(root.resolve(ReleaseFolder.PATH));
    try (org.eclipse.jgit.lib.Repository repository = GitRepository.open(root)) {
      Publication publication =
          new Publication(
              new Publication.Given(
                  prepared,
                  repository,
                  new Remote(repository, remote, RemoteCredentials.of(System.getenv())),
                  new Releases(address, Patience.real()),
                  new BuiltImagePush(root, BlobStore.ofThisUser()),
                  KeySource.find(System.getenv()),
                  latest(),
                  line -> {
                    out.println(line);
                    out.flush();
                  }));
      Publishing.run(publication, Progress.toStandardError(), rehearse);
    }
  }

  private Publication.Latest latest() {
    return switch (latest) {
      case "auto" -> Publication.Latest.AUTO;
      case "true" -> Publication.Latest.TRUE;
      case "false" -> Publication.Latest.FALSE;
      default -> throw new InvalidInput("--latest is '%s': expected auto, true or false", latest);
    };
  }
}
