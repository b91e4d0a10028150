package com.genericcorp.hq.builder.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.debian.TestDeb;
import com.genericcorp.hq.builder.debian.archive.Architecture;
import com.genericcorp.hq.builder.layers.LayerListener;
import com.genericcorp.hq.builder.oci.OciImage;
import com.genericcorp.hq.builder.spec.ImagePlatform;
import com.genericcorp.hq.builder.testing.Programs;
import com.genericcorp.hq.builder.testing.TestImages;
import com.genericcorp.hq.builder.testing.TestPackages;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebianBaseTest {
  @TempDir private Path folder;
  private BlobStore store;
  private TestPackages packages;

  @BeforeEach
  void lockPackages() throws Exception {
    store = new BlobStore(folder.resolve("store"));
    packages = TestPackages.in(store);
  }

  private BuiltImage build() throws Exception {
    TestImages images = TestImages.in(folder.resolve("repository"));
    try (ImageBuild build = new ImageBuild(folder, store, packages.base(), LayerListener.SILENT)) {
      return build.build(images.spec(), List.of(ImagePlatform.values()));
    }
  }

  private String bill(BuiltImage built, OciImage image) {
    return store.text(built.bill(image));
  }

  @Test
  void theBillIsTheLockPackageByPackageWithHashesAndLicences() throws Exception {
    BuiltImage built = build();
    for (OciImage image : built.images().images()) {
      Architecture platform = Architecture.of(image.platform().architecture());
      List<String> expected =
          packages.lock().closure("small", platform).stream()
              .map(
                  one ->
                      one.name()
                          + " "
                          + one.version()
                          + " "
                          + one.architecture()
                          + " "
                          + one.sha256())
              .toList();
      List<String> found = new ArrayList<>();
      List<String> licences = new ArrayList<>();
      JsonNode components = Json.mapper().readTree(bill(built, image)).path("components");
      for (JsonNode one : components) {
        JsonNode hash = one.path("hashes").get(0);
        assertThat(hash.path("alg").asText()).isEqualTo("SHA-256");
        found.add(
            one.path("name").asText()
                + " "
                + one.path("version").asText()
                + " "
                + one.path("purl").asText().replaceFirst(".*arch=([a-z0-9]+)&.*", "$1")
                + " "
                + hash.path("content").asText());
        List<String> names = new ArrayList<>();
        one.path("licenses").forEach(each -> names.add(each.path("license").path("name").asText()));
        licences.add(one.path("name").asText() + " " + names);
      }
      assertThat(found).containsExactlyElementsOf(expected);
      assertThat(licences)
          .containsExactly(
              "base-files [GPL-2+]", "libone [MIT, Zlib]", "libtwo [MIT, Zlib]", "tzdata []");
    }
  }

  @Test
  void licencesThatWereLostAreReadAgainFromThePackages() throws Exception {
    BuiltImage first = build();
    String bill = bill(first, first.images().images().get(0));
    for (String text : new String[] {"", "{\"cut"}) {
      for (String kind : List.of("licences", "bills")) {
        try (Stream<Path> records = Files.list(store.root().resolve("records/" + kind))) {
          for (Path record : records.toList()) {
            if (text.isEmpty()) {
              Files.delete(record);
            } else {
              Files.writeString(record, text);
            }
          }
        }
      }
      BuiltImage again = build();
      assertThat(again.cachedLayers()).isEqualTo(again.layers());
      assertThat(bill(again, again.images().images().get(0))).isEqualTo(bill);
    }
  }

  @Test
  void aDiskThatIsFullWhilePackagesAreUnpackedIsNamedAndTheNextRunIsRight() throws Exception {
    String expected = build().images().top().digest() + "";
    Path small = Files.createDirectories(folder.resolve("disk"));
    assumeTrue(
        Programs.run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small + "").code() == 0,
        "no small disk can be mounted: a full one is not tested");
    try {
      store = new BlobStore(small.resolve("store"));
      packages = TestPackages.in(store);
      Path filler = Files.createFile(small.resolve("filler"));
      byte[] zeros = new byte[Math.toIntExact(small.toFile().getUsableSpace()) - 2048];
      Files.write(filler, zeros);
      assertThatThrownBy(this::build)
          .isInstanceOf(Failed.class)
          .hasMessageContaining("the image store " + store.root() + " cannot be used")
          .hasMessageContaining("No space left on device")
          .hasMessageContaining("images prune");
      Files.delete(filler);
      assertThat(build().images().top().digest()).hasToString(expected);
    } finally {
      Programs.run("umount", small + "");
    }
  }

  @Test
  void aChangedLockChangesTheBaseAndTheBill() throws Exception {
    Digest before = build().images().top().digest();
    packages.lock(
        TestDeb.of("tzdata", "2026g", "all").file("./usr/share/doc/tzdata/changelog", "x"));
    BuiltImage after = build();
    assertThat(after.images().top().digest()).isNotEqualTo(before);
    assertThat(bill(after, after.images().images().get(0)))
        .contains("tzdata@2026g")
        .doesNotContain("2026f");
  }
}
