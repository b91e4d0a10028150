package com.genericcorp.hq.checks.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.genericcorp.hq.builder.spec.ImagePlatform;
import com.genericcorp.hq.builder.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs that are not ours see in the server's image. */
class OtherClientsIT {
  @TempDir private static Path folder;
  private static BuiltLayout layout;

  @BeforeAll
  static void build() throws Exception {
    layout = BuiltLayout.ofServer(folder, ImagePlatform.ofThisMachine().toString());
  }

  @Test
  void skopeoCopiesEveryBlobAndFindsTheSameDigest() throws Exception {
    assumeTrue(Programs.find("skopeo").isPresent(), "no skopeo: no second opinion");
    Path copy = folder.resolve("copy");
    Programs.Ended copied =
        Programs.run(
            "skopeo",
            "copy",
            "--all",
            "--preserve-digests",
            source("oci:"),
            "oci:" + copy + ":dev");
    assertThat(copied.code()).as(copied.err()).isZero();
    Programs.Ended ours = Programs.run("skopeo", "inspect", source("oci:"));
    Programs.Ended theirs = Programs.run("skopeo", "inspect", "oci:" + copy + ":dev");
    assertThat(ours.out()).contains("\"Digest\": \"sha256:").isEqualTo(theirs.out());
  }

  @Test
  void umociUnpacksTheSameFilesWithTheSameModes() throws Exception {
    assumeTrue(Programs.find("umoci").isPresent(), "no umoci: no third opinion");
    Path bundle = folder.resolve("bundle");
    List<String> words = new ArrayList<>(List.of("umoci", "unpack"));
    if (!System.getProperty("user.name").equals("root")) {
      words.add("--rootless");
    }
    words.addAll(List.of("--image", layout.folder() + ":dev", bundle.toString()));
    Programs.Ended unpacked = Programs.run(Map.of(), words);
    assertThat(unpacked.code()).as(unpacked.err()).isZero();
    Map<String, String> expected = listed(layout.unpack(folder.resolve("by-tar")));
    assertThat(expected).hasSizeGreaterThan(500);
    assertThat(listed(bundle.resolve("rootfs"))).isEqualTo(expected);
    JsonNode config = new ObjectMapper().readTree(bundle.resolve("config.json").toFile());
    assertThat(config.path("process").path("user").path("uid").asInt()).isEqualTo(10001);
  }

  @Test
  void aScannerFindsThePackagesOfTheBillOfMaterials() throws Exception {
    Optional<Path> syft =
        Optional.ofNullable(System.getenv("SYFT")).map(Path::of).or(() -> Programs.find("syft"));
    assumeTrue(syft.isPresent(), "neither SYFT nor a syft on the PATH: no scanner is asked");
    Programs.Ended scanned =
        Programs.run(
            Map.of("SYFT_CHECK_FOR_APP_UPDATE", "false"),
            List.of(
                syft.get().toString(),
                "scan",
                "oci-dir:" + layout.folder(),
                "-q",
                "-o",
                "syft-json"));
    assertThat(scanned.code()).as(scanned.err()).isZero();
    Set<String> found = new TreeSet<>();
    for (JsonNode one : new ObjectMapper().readTree(scanned.out()).path("artifacts")) {
      if (one.path("type").asText().equals("deb")) {
        found.add(one.path("name").asText() + " " + one.path("version").asText());
      }
    }
    assertThat(found).isEqualTo(debianPackages());
  }

  /** Of our bill of materials, as {@code name version}. */
  private static Set<String> debianPackages() throws IOException {
    Path bill =
        layout
            .folder()
            .resolveSibling("server-" + ImagePlatform.ofThisMachine().architecture() + ".cdx.json");
    Set<String> packages = new TreeSet<>();
    for (JsonNode one : new ObjectMapper().readTree(bill.toFile()).path("components")) {
      if (one.path("purl").asText().startsWith("pkg:deb/")) {
        packages.add(one.path("name").asText() + " " + one.path("version").asText());
      }
    }
    assertThat(packages).hasSizeGreaterThan(5);
    return packages;
  }

  private static String source(String kind) {
    return kind + layout.folder() + ":dev";
  }

  /** Path → kind, mode, size or target of all that is in a folder. */
  private static Map<String, String> listed(Path root) throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> walked = Files.walk(root)) {
      for (Path path : walked.filter(one -> !one.equals(root)).toList()) {
        all.put(root.relativize(path).toString(), described(path));
      }
    }
    return all;
  }

  private static String described(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "to " + Files.readSymbolicLink(path);
    }
    String mode =
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    return Files.isDirectory(path) ? mode : mode + " " + Files.size(path);
  }
}
