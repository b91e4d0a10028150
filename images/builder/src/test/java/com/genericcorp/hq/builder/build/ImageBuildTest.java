package com.genericcorp.hq.builder.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.oci.Layout;
import com.genericcorp.hq.builder.testing.Programs;
import com.genericcorp.hq.builder.testing.TestImages;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageBuildTest {
  @TempDir Path folder;

  @Test
  void aChangedFileMakesItsLayerAlone() throws Exception {
    TestImages images = TestImages.in(folder);
    BlobStore store = new BlobStore(folder.resolve("store"));
    BuiltImage first = images.build(store);
    assertThat(first.cachedLayers()).isZero();
    assertThat(images.build(store).cachedLayers()).isEqualTo(first.layers());
    Files.writeString(folder.resolve("images/small/settings.conf"), "other = settings\n");
    BuiltImage second = images.build(store);
    assertThat(second.cachedLayers()).isEqualTo(first.layers() - 1);
    assertThat(second.images().top().digest()).isNotEqualTo(first.images().top().digest());
  }

  @Test
  void layoutIsWholeAndFlippedBytesInItAreMadeGood() throws Exception {
    TestImages images = TestImages.in(folder);
    BlobStore store = new BlobStore(folder.resolve("store"));
    BuiltImage built = images.build(store);
    Path target = folder.resolve("layout");
    new Layout(store, built.images(), "agenthq/small:dev").writeFolder(target);
    Path blob =
        target.resolve(
            "blobs/sha256/" + built.images().images().get(0).layers().get(0).digest().hex());
    byte[] bytes = Files.readAllBytes(blob);
    bytes[100] ^= 1;
    Files.write(blob, bytes);
    new Layout(store, built.images(), "agenthq/small:dev").writeFolder(target);
    try (Stream<Path> blobs = Files.list(target.resolve("blobs/sha256"))) {
      for (Path one : blobs.toList()) {
        assertThat(Digest.of(one).hex()).isEqualTo(one.getFileName() + "");
      }
    }
    JsonNode index = Json.mapper().readTree(target.resolve("index.json").toFile());
    assertThat(index.path("manifests").get(0).path("digest").asText())
        .isEqualTo(built.images().top().digest() + "");
  }

  @Test
  void tarAndLayoutHoldTheSameBytes() throws Exception {
    TestImages images = TestImages.in(folder);
    BlobStore store = new BlobStore(folder.resolve("store"));
    Layout layout = new Layout(store, images.build(store).images(), "agenthq/small:dev");
    layout.writeFolder(folder.resolve("layout"));
    layout.writeTar(folder.resolve("small.tar"));
    Map<String, Digest> inTar = new TreeMap<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(Files.newInputStream(folder.resolve("small.tar")), "UTF-8")) {
      for (var one = tar.getNextEntry(); one != null; one = tar.getNextEntry()) {
        inTar.put(one.getName(), Digest.of(tar));
      }
    }
    Map<String, Digest> inFolder = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder.resolve("layout"))) {
      for (Path one : files.filter(Files::isRegularFile).toList()) {
        inFolder.put(folder.resolve("layout").relativize(one) + "", Digest.of(one));
      }
    }
    assertThat(inTar.remove("manifest.json")).as("for old engines").isNotNull();
    assertThat(inTar).isEqualTo(inFolder);
  }

  @Test
  void theBillNamesPackagesAndIsTheSameEachTime() throws Exception {
    TestImages images = TestImages.in(folder);
    BlobStore store = new BlobStore(folder.resolve("store"));
    BuiltImage built = images.build(store);
    String bill = store.text(built.bills().values().iterator().next());
    JsonNode json = Json.mapper().readTree(bill);
    assertThat(json.path("specVersion").asText()).isEqualTo("1.6");
    assertThat(json.path("components").get(0).path("purl").asText())
        .startsWith("pkg:deb/debian/base-files@13.8%2Bdeb13u1?arch=");
    assertThat(bill).doesNotContain("timestamp");
    BlobStore other = new BlobStore(folder.resolve("other"));
    assertThat(other.text(images.build(other).bills().values().iterator().next())).isEqualTo(bill);
  }

  @Test
  void aBuildThatIsKilledAtAnyMomentIsMadeGoodByTheNext() throws Exception {
    TestImages images = TestImages.in(folder);
    String expected =
        images.build(new BlobStore(folder.resolve("sound"))).images().top().digest() + "";
    Path store = folder.resolve("store");
    for (int millis : new int[] {200, 350, 500, 700, 900}) {
      Process build =
          new ProcessBuilder(
                  System.getProperty("java.home") + "/bin/java",
                  "-cp",
                  System.getProperty("java.class.path"),
                  ReproducibleTest.Main.class.getName(),
                  folder.toString(),
                  store.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("killed.log").toFile())
              .start();
      build.waitFor(millis, TimeUnit.MILLISECONDS);
      build.destroyForcibly().waitFor();
    }
    assertThat(images.build(new BlobStore(store)).images().top().digest()).hasToString(expected);
    try (Stream<Path> blobs = Files.list(store.resolve("sha256"))) {
      for (Path one : blobs.toList()) {
        assertThat(Digest.of(one).hex()).isEqualTo(one.getFileName() + "");
      }
    }
  }

  @Test
  void aFullDiskIsNamedAndTheNextRunIsRight() throws Exception {
    Path small = Files.createDirectories(folder.resolve("disk"));
    Programs.Ended mounted =
        Programs.run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", small.toString());
    assumeTrue(mounted.code() == 0, "no small disk can be mounted: a full one is not tested");
    TestImages images = TestImages.in(folder);
    try {
      BlobStore store = new BlobStore(small.resolve("store"));
      assertThatThrownBy(() -> images.build(store))
          .isInstanceOf(Failed.class)
          .hasMessageContaining("No space left on device")
          .hasMessageContaining("images prune");
      try (Stream<Path> left = Files.list(small.resolve("store/tmp"))) {
        assertThat(left).isEmpty();
      }
      assertThat(Programs.run("mount", "-o", "remount,size=100m", small.toString()).code())
          .isZero();
      assertThat(images.build(store).images().top().digest())
          .isEqualTo(images.build(new BlobStore(folder.resolve("sound"))).images().top().digest());
    } finally {
      Programs.run("umount", small.toString());
    }
  }

  @Test
  void aStoreThatCannotBeWrittenIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    TestImages images = TestImages.in(folder);
    assertThatThrownBy(() -> images.build(new BlobStore(file)))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("the image store " + file + " cannot be used")
        .hasMessageContaining("HQ_IMAGE_STORE");
  }

  @Test
  void inspectAndDiffFindWhatWasBuilt() throws Exception {
    BlobStore store = new BlobStore(folder.resolve("store"));
    BuiltImage built = TestImages.in(folder).build(store);
    String architecture = built.images().images().get(0).platform().architecture();
    BuiltRecord found = BuiltRecord.find(store, "small", architecture);
    assertThat(found.manifest()).isEqualTo(built.images().top().digest());
    assertThat(found.layers())
        .extracting(BuiltRecord.BuiltLayer::name)
        .containsExactly("libc", "program", "files");
    assertThat(LayerContents.of(store, found.layers().get(0).digest(), true))
        .containsKeys("etc/name", "etc/other", "lib", "tmp/");
    for (String wrong : List.of("nothing", "small:mips", "../x", "sha256:00")) {
      assertThatThrownBy(() -> BuiltRecord.find(store, wrong, architecture))
          .isInstanceOf(com.genericcorp.hq.cli.InvalidInput.class);
    }
  }
}
