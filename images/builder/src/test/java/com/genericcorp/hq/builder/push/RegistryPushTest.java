package com.genericcorp.hq.builder.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.build.BuiltImage;
import com.genericcorp.hq.builder.layers.LayerListener;
import com.genericcorp.hq.builder.oci.Layout;
import com.genericcorp.hq.builder.oci.OciImage;
import com.genericcorp.hq.builder.push.RegistryPush.Pushed;
import com.genericcorp.hq.builder.spec.ImagePlatform;
import com.genericcorp.hq.builder.testing.Programs;
import com.genericcorp.hq.builder.testing.TestImages;
import com.genericcorp.hq.builder.testing.TestRegistry;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryPushTest {
  @TempDir Path own;

  private TestRegistry registry;
  private BlobStore store;
  private BuiltImage built;

  @BeforeEach
  void start() throws Exception {
    registry = TestRegistry.start(own);
    store = new BlobStore(own.resolve("store"));
    built = TestImages.in(own).build(store, List.of(ImagePlatform.values()), LayerListener.SILENT);
  }

  @AfterEach
  void stop() throws Exception {
    if (registry != null) {
      registry.close();
    }
  }

  @Test
  void whatWasPushedHasTheDigestsOfTheLayoutAndASecondPushSendsNothing() throws Exception {
    Pushed first = push(registry.host() + "/hq/small:1");
    assertThat(first.digest()).isEqualTo(built.images().top().digest());
    assertThat(first.sent()).isPositive();
    assertThat(manifest("hq/small", "1")).isEqualTo(built.images().top().digest());
    for (OciImage image : built.images().images()) {
      assertThat(manifest("hq/small", image.manifest().digest() + ""))
          .isEqualTo(image.manifest().digest());
    }

    long uploads = registry.requests("PATCH", "/uploads/");
    Pushed second = push(registry.host() + "/hq/small:2");
    assertThat(second.sent()).isZero();
    assertThat(second.sentBytes()).isZero();
    assertThat(second.present()).isEqualTo(first.sent());
    assertThat(registry.requests("PATCH", "/uploads/")).isEqualTo(uploads);
    assertThat(manifest("hq/small", "2")).isEqualTo(first.digest());
  }

  @Test
  void aConnectionThatIsCutIsTriedAgain() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(registry.port(), 3, 2_000_000)) {
      Pushed pushed = push(proxy.host() + "/hq/small:1");
      assertThat(proxy.cuts()).isEqualTo(3);
      assertThat(manifest("hq/small", "1")).isEqualTo(pushed.digest());
    }
    assertThat(
            Programs.find("skopeo").isEmpty() || copied("1").equals(built.images().top().digest()))
        .isTrue();
  }

  @Test
  void blobsAreSentSideBySide() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(registry.port(), 0, 1_000_000)) {
      proxy.waitForCompany();
      push(proxy.host() + "/hq/small:1");
      assertThat(proxy.wasAlone()).as("one blob waited for the other in vain").isFalse();
      assertThat(manifest("hq/small", "1")).isEqualTo(built.images().top().digest());
    }
  }

  @Test
  void aTagIsPutWhenAllBlobsAreThereAndNotBefore() throws Exception {
    Files.delete(store.path(built.bills().values().iterator().next()));
    assertThatThrownBy(() -> push(registry.host() + "/hq/small:1"))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("the image store " + store.root());
    assertThat(get("hq/small/manifests/1").statusCode()).isEqualTo(404);
  }

  @Test
  void aPushThatFailsLeavesTheTagWhereItWas() throws Exception {
    Pushed before = push(registry.host() + "/hq/small:1");
    TestImages changed = TestImages.in(own);
    Files.writeString(own.resolve("images/small/settings.conf"), "x".repeat(3_000_000));
    byte[] noise = new byte[3_000_000];
    new java.util.Random(5).nextBytes(noise);
    Files.write(own.resolve("images/small/settings.conf"), noise);
    BuiltImage other = changed.build(store);
    try (CuttingProxy proxy = new CuttingProxy(registry.port(), 1_000, 1_000_000)) {
      assertThatThrownBy(
              () ->
                  new RegistryPush(store)
                      .push(proxy.host() + "/hq/small:1", other.images(), other.bills()))
          .isInstanceOf(Failed.class)
          .hasMessageContaining("run it again");
    }
    assertThat(manifest("hq/small", "1")).isEqualTo(before.digest());

    // Run again over a sound connection, it goes through.
    new RegistryPush(store).push(registry.host() + "/hq/small:1", other.images(), other.bills());
    assertThat(manifest("hq/small", "1")).isEqualTo(other.images().top().digest());
  }

  @Test
  void theBillOfMaterialsIsAttachedToEachManifest() throws Exception {
    push(registry.host() + "/hq/small:1");
    push(registry.host() + "/hq/small:1");
    for (OciImage image : built.images().images()) {
      Digest subject = image.manifest().digest();
      JsonNode index =
          Json.mapper().readTree(get("hq/small/manifests/sha256-" + subject.hex()).body());
      assertThat(index.path("manifests")).hasSize(1);
      JsonNode entry = index.path("manifests").get(0);
      JsonNode referrer =
          Json.mapper().readTree(get("hq/small/manifests/" + entry.path("digest").asText()).body());
      assertThat(referrer.path("subject").path("digest").asText()).isEqualTo(subject + "");
      assertThat(referrer.path("artifactType").asText())
          .isEqualTo("application/vnd.cyclonedx+json");
      byte[] bill =
          get("hq/small/blobs/" + referrer.path("layers").get(0).path("digest").asText()).body();
      assertThat(Digest.of(bill)).isEqualTo(built.bills().get(subject));
    }
  }

  @Test
  void anotherClientReadsTheSameDigestsFromRegistryLayoutAndTar() throws Exception {
    assumeTrue(Programs.find("skopeo").isPresent(), "no skopeo: no second opinion");
    push(registry.host() + "/hq/small:1");
    assertThat(copied("1")).isEqualTo(built.images().top().digest());

    Layout layout = new Layout(store, built.images(), "agenthq/small:dev");
    layout.writeFolder(own.resolve("layout"));
    layout.writeTar(own.resolve("small.tar"));
    for (String source :
        List.of(
            "oci:" + own.resolve("layout") + ":dev",
            "oci-archive:" + own.resolve("small.tar") + ":dev")) {
      Programs.Ended inspected = Programs.run("skopeo", "inspect", "--raw", source);
      assertThat(inspected.code()).as(inspected.err()).isZero();
      assertThat(Digest.of(inspected.out().getBytes(java.nio.charset.StandardCharsets.UTF_8)))
          .isEqualTo(built.images().top().digest());
      Programs.Ended image = Programs.run("skopeo", "inspect", source);
      assertThat(image.code()).as(image.err()).isZero();
      assertThat(Json.mapper().readTree(image.out()).path("Digest").asText())
          .isEqualTo(built.images().top().digest() + "");
    }
  }

  @Test
  void aRegistryThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> push("127.0.0.1:1/hq/small:1"))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("127.0.0.1:1/hq/small:1 did not sign in");
    assertThatThrownBy(() -> push("Not A Name"))
        .hasMessageContaining("'Not A Name' is no image's name");
  }

  private Pushed push(String name) {
    return new RegistryPush(store).push(name, built.images(), built.bills());
  }

  /** What skopeo copies, with every blob checked by it. */
  private Digest copied(String tag) throws Exception {
    Path target = own.resolve("copied-" + tag);
    Programs.Ended copied =
        Programs.run(
            "skopeo",
            "copy",
            "--all",
            "--src-tls-verify=false",
            "--preserve-digests",
            "docker://" + registry.host() + "/hq/small:" + tag,
            "dir:" + target);
    assertThat(copied.code()).as(copied.err()).isZero();
    return Digest.of(target.resolve("manifest.json"));
  }

  private Digest manifest(String repository, String name) throws Exception {
    HttpResponse<byte[]> answer = get(repository + "/manifests/" + name);
    assertThat(answer.statusCode()).isEqualTo(200);
    return Digest.of(answer.body());
  }

  private HttpResponse<byte[]> get(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://" + registry.host() + "/v2/" + path))
                .header(
                    "Accept",
                    "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json")
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
  }
}
