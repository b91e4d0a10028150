package com.genericcorp.hq.builder.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.build.BuiltImage;
import com.genericcorp.hq.builder.build.ImageBuild;
import com.genericcorp.hq.builder.layers.Layer;
import com.genericcorp.hq.builder.layers.LayerListener;
import com.genericcorp.hq.builder.oci.OciImage;
import com.genericcorp.hq.builder.spec.ImagePlatform;
import com.genericcorp.hq.builder.spec.ImageSpec;
import com.genericcorp.hq.builder.spec.ImageSpecs;
import com.genericcorp.hq.builder.testing.Programs;
import com.genericcorp.hq.builder.testing.TestImages;
import com.genericcorp.hq.builder.testing.TestRegistry;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryBaseTest {
  private static final List<ImagePlatform> BOTH = List.of(ImagePlatform.values());

  @TempDir private Path folder;
  private TestImages images;
  private TestRegistry registry;
  private BuiltImage base;

  @BeforeEach
  void pushABase() throws Exception {
    registry = TestRegistry.start(folder);
    images = TestImages.in(folder);
    BlobStore store = new BlobStore(folder.resolve("store-of-base"));
    base = images.build(store, BOTH, LayerListener.SILENT);
    new RegistryPush(store).push(registry.host() + "/hq/base:1", base.images(), base.bills());
  }

  @AfterEach
  void stop() throws Exception {
    if (registry != null) {
      registry.close();
    }
  }

  private BlobStore store() {
    return new BlobStore(folder.resolve("store"));
  }

  private BuiltImage build(String host, Digest digest, List<ImagePlatform> platforms)
      throws Exception {
    Path above = Files.createDirectories(folder.resolve("images/above"));
    Files.writeString(above.resolve("more.conf"), "more = settings\n");
    Files.writeString(
        above.resolve("image.yaml"),
        """
        description: an image above another
        platforms: [linux/amd64, linux/arm64]
        base: { image: "%s/hq/base@%s" }
        files: [{ from: more.conf, to: /etc/above/more.conf }]
        entrypoint: [/usr/bin/program]
        user: { name: above, uid: 10008, gid: 10008, home: /more }
        environment: { GREETING: good day }
        ports: [9090]
        volumes: [/more]
        """
            .formatted(host, digest));
    ImageSpec spec = new ImageSpecs(folder.resolve("images")).load(List.of("above")).get(0);
    try (ImageBuild build = new ImageBuild(folder, store(), images, LayerListener.SILENT)) {
      return build.build(spec, platforms);
    }
  }

  private BuiltImage build() throws Exception {
    return build(registry.host(), base.images().top().digest(), BOTH);
  }

  @Test
  void theBasesLayersStayAsTheyAreAndItsSettingsAreBeneathOurs() throws Exception {
    BuiltImage built = build();
    for (int index = 0; index < BOTH.size(); index++) {
      OciImage below = base.images().images().get(index);
      OciImage above = built.images().images().get(index);
      assertThat(above.layers().subList(0, below.layers().size()))
          .extracting(Layer::digest, Layer::diffId, Layer::size, Layer::diskBytes)
          .containsExactlyElementsOf(
              below.layers().stream()
                  .map(
                      one ->
                          org.assertj.core.groups.Tuple.tuple(
                              one.digest(), one.diffId(), one.size(), one.diskBytes()))
                  .toList());
      assertThat(above.layers()).hasSize(below.layers().size() + 1);
      JsonNode run = Json.mapper().readTree(above.config().text()).path("config");
      assertThat(run.path("Env"))
          .extracting(JsonNode::asText)
          .contains("GREETING=good day", "HOME=/more")
          .doesNotContain("GREETING=hello");
      assertThat(run.path("User").asText()).isEqualTo("10008:10008");
      assertThat(run.path("ExposedPorts").properties()).hasSize(2);
      assertThat(run.path("Volumes").properties()).hasSize(3);
      assertThat(run.path("Healthcheck").path("Test").get(1).asText())
          .isEqualTo("/usr/bin/program");
      assertThat(run.path("Labels").path("org.opencontainers.image.title").asText())
          .isEqualTo("above");
      assertThat(store().text(built.bill(above)))
          .contains("pkg:oci/base@sha256:" + base.images().top().digest().hex());
    }
  }

  @Test
  void aSecondBuildAsksNoRegistryAndAStoreThatLostABlobAsksForThatOne() throws Exception {
    BuiltImage first = build();
    registry.close();
    BuiltImage second = build();
    assertThat(second.images().top().digest()).isEqualTo(first.images().top().digest());
    assertThat(second.cachedLayers()).isEqualTo(second.layers());

    registry = TestRegistry.start(folder);
    Layer lost = base.images().images().get(0).layers().get(0);
    Files.delete(store().path(lost.digest()));
    BuiltImage third = build(registry.host(), base.images().top().digest(), BOTH);
    assertThat(third.images().top().digest()).isEqualTo(first.images().top().digest());
    assertThat(registry.requests("GET", "/blobs/")).isEqualTo(1);
  }

  @Test
  void aConnectionThatIsCutIsTriedAgain() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(registry.port(), 2, 2_000_000, true)) {
      BuiltImage built = build(proxy.host(), base.images().top().digest(), BOTH);
      assertThat(proxy.cuts()).isEqualTo(2);
      assertThat(built.images().images().get(0).layers().get(0).digest())
          .isEqualTo(base.images().images().get(0).layers().get(0).digest());
    }
  }

  @Test
  void dockersFormatIsReadToo() throws Exception {
    assumeTrue(Programs.find("skopeo").isPresent(), "no skopeo: nothing writes Docker's format");
    String name = "docker://" + registry.host() + "/hq/base:";
    Programs.Ended copied =
        Programs.run(
            "skopeo",
            "copy",
            "--format",
            "v2s2",
            "--src-tls-verify=false",
            "--dest-tls-verify=false",
            name + "1",
            name + "docker");
    assertThat(copied.code()).as(copied.err()).isZero();
    Programs.Ended raw =
        Programs.run("skopeo", "inspect", "--raw", "--tls-verify=false", name + "docker");
    assertThat(raw.out()).contains("application/vnd.docker.distribution.manifest.v2+json");
    List<ImagePlatform> own = List.of(ImagePlatform.ofThisMachine());
    Digest digest = Digest.of(raw.out());
    assertThat(build(registry.host(), digest, own).layers()).isEqualTo(4);

    // It is one platform's.
    assertThatThrownBy(() -> build(registry.host(), digest, BOTH))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("hq/base@" + digest)
        .hasMessageContaining("leave that platform out of image.yaml");
  }

  @Test
  void whatIsNotWhatTheDigestSaysIsRefused() throws Exception {
    Layer layer = base.images().images().get(0).layers().get(0);
    Path data = find(folder.resolve("registry"), layer.digest());
    byte[] bytes = Files.readAllBytes(data);
    bytes[1000] ^= 1;
    Files.write(data, bytes);
    assertThatThrownBy(this::build)
        .isInstanceOf(Failed.class)
        .hasMessageContaining("give " + layer.digest())
        .hasMessageContaining(Digest.of(bytes).hex());
    assertThat(store().find(layer.digest())).isEmpty();

    Path config = find(folder.resolve("registry"), base.images().top().digest());
    Files.writeString(config, Files.readString(config) + " ");
    assertThatThrownBy(this::build)
        .isInstanceOf(Failed.class)
        .hasMessageContaining(base.images().top().digest().hex());
  }

  @Test
  void aBaseThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> build(registry.host(), Digest.of("nothing"), BOTH))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("hq/base@" + Digest.of("nothing"));
  }

  private static Path find(Path folder, Digest digest) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().contains("/blobs/sha256/"))
          .filter(file -> file.endsWith(digest.hex() + "/data"))
          .findFirst()
          .orElseThrow();
    }
  }
}
