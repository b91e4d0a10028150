package com.genericcorp.hq.builder.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.debian.TestDeb;
import com.genericcorp.hq.builder.debian.archive.Architecture;
import com.genericcorp.hq.builder.debian.archive.Suite;
import com.genericcorp.hq.builder.debian.archive.Version;
import com.genericcorp.hq.builder.debian.lock.LockedPackage;
import com.genericcorp.hq.builder.debian.lock.LockedPackages;
import com.genericcorp.hq.builder.debian.lock.PackageStore;
import com.genericcorp.hq.builder.debian.mirror.Download;
import com.genericcorp.hq.builder.layers.LayerListener;
import com.genericcorp.hq.builder.oci.OciImage;
import com.genericcorp.hq.builder.spec.ImagePlatform;
import com.genericcorp.hq.builder.testing.TestImages;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebianBaseTest {
  @TempDir private Path folder;
  private BlobStore store;
  private final List<LockedPackage> locked = new ArrayList<>();

  @BeforeEach
  void lockPackages() throws Exception {
    store = new BlobStore(folder.resolve("store"));
    for (String architecture : List.of("amd64", "arm64")) {
      lock(
          TestDeb.of("base-files", "13.8+deb13u1", architecture)
              .file("./usr/share/doc/base-files/copyright", "Format: x\nLicense: GPL-2+\n")
              .file("./usr/bin/program", architecture));
      lock(
          TestDeb.of("libone", "1:2.0~rc1-1", architecture)
              .file("./usr/share/doc/libone/copyright", "Format: x\nLicense: MIT\nLicense: Zlib\n")
              .file("./usr/share/one", architecture));
      lock(
          TestDeb.of("libtwo", "2.0", architecture)
              .symbolicLink("./usr/share/doc/libtwo", "libone"));
    }
    lock(TestDeb.of("tzdata", "2026f", "all").file("./usr/share/doc/tzdata/changelog", "x"));
  }

  private void lock(TestDeb deb) throws Exception {
    byte[] bytes = deb.bytes();
    locked.add(
        new LockedPackage(
            deb.fields().getOrDefault("Package", ""),
            new Version(deb.fields().getOrDefault("Version", "")),
            deb.fields().getOrDefault("Architecture", ""),
            Suite.RELEASE,
            "pool/x.deb",
            bytes.length,
            store.keep(bytes).hex(),
            Map.of("small", "named"),
            Map.of()));
  }

  private DebianBase base() {
    return new DebianBase(
        () -> new LockedPackages(locked),
        () ->
            new PackageStore(
                store,
                new Download(),
                () -> {
                  throw new InvalidInput("no mirror here");
                },
                Optional.empty()),
        store);
  }

  private BuiltImage build() throws Exception {
    TestImages images = TestImages.in(folder);
    try (ImageBuild build = new ImageBuild(folder, store, base(), LayerListener.SILENT)) {
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
          new LockedPackages(locked)
              .closure("small", platform).stream()
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
  void aChangedLockChangesTheBaseAndTheBill() throws Exception {
    Digest before = build().images().top().digest();
    locked.removeIf(one -> one.name().equals("tzdata"));
    lock(TestDeb.of("tzdata", "2026g", "all").file("./usr/share/doc/tzdata/changelog", "x"));
    BuiltImage after = build();
    assertThat(after.images().top().digest()).isNotEqualTo(before);
    assertThat(bill(after, after.images().images().get(0)))
        .contains("tzdata@2026g")
        .doesNotContain("2026f");
  }
}
