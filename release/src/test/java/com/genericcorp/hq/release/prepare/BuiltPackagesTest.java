package com.genericcorp.hq.release.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.testing.ImagesWithoutLayers;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.release.assets.Asset;
import com.genericcorp.hq.release.assets.Prepared;
import com.genericcorp.hq.release.assets.ReleasedImage;
import com.genericcorp.hq.release.git.GitRepository;
import com.genericcorp.hq.release.git.History;
import com.genericcorp.hq.release.sign.SecretKey;
import com.genericcorp.hq.release.testing.TestRemote;
import com.genericcorp.hq.tool.signature.PublicKey;
import com.genericcorp.hq.tool.signature.SignedPackage;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The repository's own package, of images without layers, prepared and checked as installed. */
class BuiltPackagesTest {
  private static final String REGISTRY = "registry.example.com/acme";
  @TempDir Path folder;
  private final SecretKey key = SecretKey.generate();
  private final Path root = Repository.find().root();

  private Prepared prepare(TestRemote remote) {
    BlobStore store = new BlobStore(folder.resolve("store"));
    BuiltPackages packages =
        new BuiltPackages(
            root,
            new Environments(root.resolve("environments")).load("selfhosted"),
            store,
            REGISTRY);
    try (org.eclipse.jgit.lib.Repository repository = GitRepository.open(remote.clone())) {
      Preparation preparation =
          new Preparation(
              new Preparation.Given(
                  remote.clone(),
                  remote.clone().resolve("target/release"),
                  new History(repository),
                  Optional.empty(),
                  Optional.empty(),
                  (version, target, with) ->
                      packages.write(ImagesWithoutLayers.of(root, store), version, target, with),
                  Optional.of(key),
                  Optional.empty(),
                  Map.of()));
      Preparing.run(preparation, Progress.silent());
      return preparation.prepared();
    }
  }

  @Test
  void theRealPackageIsPreparedAndAnInstallationTakesIt() throws Exception {
    try (TestRemote remote = TestRemote.start(folder)) {
      Prepared prepared = prepare(remote);
      assertThat(prepared.images())
          .extracting(ReleasedImage::repository)
          .contains(REGISTRY + "/agenthq-server", REGISTRY + "/agenthq-edge");
      assertThat(prepared.assets())
          .extracting(Asset::name)
          .contains(
              "agenthq-0.1.0-server-arm64.cdx.json",
              "agenthq-0.1.0-offline.tar.gz",
              "SHA256SUMS.minisig");
      PublicKey trusted = PublicKey.read(key.publicKey().base64(), "its key");
      for (String kind : List.of("", "-offline")) {
        Path archive =
            Prepared.assets(prepared.folder()).resolve("agenthq-0.1.0" + kind + ".tar.gz");
        assertThat(signer(archive, trusted)).isEqualTo("agenthq 0.1.0");
        PublicKey other = SecretKey.generate().publicKey();
        assertThatThrownBy(() -> signer(archive, other)).isInstanceOf(Failed.class);
      }
    }
  }

  private static String signer(Path archive, PublicKey key) throws Exception {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(archive))) {
      return String.valueOf(SignedPackage.check(in, key).comment());
    }
  }
}
