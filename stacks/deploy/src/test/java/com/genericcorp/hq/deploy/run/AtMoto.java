package com.genericcorp.hq.deploy.run;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.genericcorp.hq.account.AwsAccount;
import com.genericcorp.hq.rehearse.moto.Moto;
import com.genericcorp.hq.rehearse.moto.MotoProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.s3.S3Client;

/** An account at a simulated AWS that is prepared as its bootstrap stack prepares it. */
abstract class AtMoto {
  static final String BUCKET = "agenthq-state-111122223333";
  private static final String MANIFEST =
      "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":{},\"layers\":[]}";
  @TempDir Path folder;
  private Moto moto;
  Scenery scenery;
  AwsAccount account;

  @BeforeEach
  void prepareTheAccount() throws IOException {
    Optional<Path> program = MotoProgram.find(System.getenv());
    assumeTrue(program.isPresent(), "there is no moto_server: .ci/run installs it");
    moto = Moto.start(program.orElseThrow(), "111122223333", folder.resolve("moto.log"));
    scenery = new Scenery(folder.resolve("repository")).at(moto.endpoint());
    Path jar = scenery.root.resolve("stacks/target/hq-stacks.jar");
    for (String source :
        List.of("stacks/src/main", "environments/model/src/main", "scripts/cli/src/main")) {
      Files.createDirectories(scenery.root.resolve(source));
    }
    for (String pom :
        List.of("pom.xml", "stacks/pom.xml", "environments/model/pom.xml", "scripts/cli/pom.xml")) {
      Files.writeString(scenery.root.resolve(pom), "");
    }
    Files.createDirectories(jar.getParent());
    Files.writeString(jar, "");
    account = scenery.around().account();
    account.client(S3Client.builder()).createBucket(make -> make.bucket(BUCKET));
    account
        .client(EcrClient.builder())
        .createRepository(make -> make.repositoryName("agenthq/server"));
  }

  @AfterEach
  void stop() {
    if (account != null) {
      account.close();
    }
    if (moto != null) {
      moto.close();
    }
  }

  final String push(String tag) {
    return account
        .client(EcrClient.builder())
        .putImage(
            put ->
                put.repositoryName("agenthq/server")
                    .imageTag(tag)
                    .imageManifest(
                        MANIFEST.replace("2,", "2,\"annotations\":{\"t\":\"" + tag + "\"},")))
        .image()
        .imageId()
        .imageDigest();
  }
}
