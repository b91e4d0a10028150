package com.genericcorp.hq.release.publish;

import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.release.assets.Asset;
import com.genericcorp.hq.release.assets.Prepared;
import com.genericcorp.hq.release.git.GitRepository;
import com.genericcorp.hq.release.git.History;
import com.genericcorp.hq.release.git.Remote;
import com.genericcorp.hq.release.git.RemoteCredentials;
import com.genericcorp.hq.release.github.GitHubAddress;
import com.genericcorp.hq.release.github.Patience;
import com.genericcorp.hq.release.github.Releases;
import com.genericcorp.hq.release.prepare.GivenArchives;
import com.genericcorp.hq.release.prepare.Preparation;
import com.genericcorp.hq.release.prepare.Preparing;
import com.genericcorp.hq.release.sign.SecretKey;
import com.genericcorp.hq.release.testing.GitHubServer;
import com.genericcorp.hq.release.testing.TestPackages;
import com.genericcorp.hq.release.testing.TestRemote;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.Repository;

/** A clone with something prepared, its remote, and a GitHub. */
final class Stage implements AutoCloseable {
  final TestRemote remote;
  final SecretKey key = SecretKey.generate();
  final List<String> said = Collections.synchronizedList(new ArrayList<>());
  final List<Duration> slept = Collections.synchronizedList(new ArrayList<>());
  Duration answer = Duration.ofSeconds(20);
  Publication.Latest latest = Publication.Latest.AUTO;

  /** Variables besides those of GitHub's API. */
  final Map<String, String> environment = new HashMap<>();

  private final Path folder;

  Stage(Path folder) throws Exception {
    this.folder = folder;
    this.remote = TestRemote.start(folder);
  }

  Path release() {
    return remote.clone().resolve("target/release");
  }

  Prepared prepare(String version) throws IOException {
    Path archives = TestPackages.both(folder.resolve("archives"), version);
    try (Repository repository = GitRepository.open(remote.clone())) {
      Preparation preparation =
          new Preparation(
              new Preparation.Given(
                  remote.clone(),
                  release(),
                  new History(repository),
                  Optional.of(version),
                  Optional.empty(),
                  new GivenArchives(archives),
                  Optional.of(key),
                  Optional.empty(),
                  Map.of()));
      Preparing.run(preparation, Progress.silent());
      return preparation.prepared();
    }
  }

  /** Prepares anew and publishes to a GitHub of its own. */
  void prepareAndPublish(String version) throws IOException {
    prepare(version);
    try (GitHubServer server = gitHub()) {
      publish(server);
    }
  }

  GitHubServer gitHub() throws IOException {
    Map<String, Digest> complete =
        Prepared.read(release()).assets().stream()
            .collect(Collectors.toMap(Asset::name, Asset::sha256));
    return new GitHubServer(complete, tag -> !remote.atRemote("refs/tags/" + tag).isEmpty());
  }

  void publish(GitHubServer server) {
    run(server, false, GitHubServer.TOKEN);
  }

  void run(GitHubServer server, boolean rehearse, String token) {
    Map<String, String> all = new HashMap<>(server.environment());
    all.put("GITHUB_TOKEN", token);
    all.putAll(environment);
    Patience patience =
        new Patience(4, Duration.ofSeconds(1), Duration.ofMinutes(15), answer, slept::add);
    try (Repository repository = GitRepository.open(remote.clone())) {
      Publishing.run(
          new Publication(
              new Publication.Given(
                  Prepared.read(release()),
                  repository,
                  new Remote(repository, "origin", RemoteCredentials.of(all)),
                  new Releases(GitHubAddress.of(all), patience),
                  (image, version) -> {
                    throw new IllegalStateException("no image was prepared");
                  },
                  Optional.of(key),
                  latest,
                  said::add)),
          Progress.silent(),
          rehearse);
    }
  }

  @Override
  public void close() throws Exception {
    remote.close();
  }
}
