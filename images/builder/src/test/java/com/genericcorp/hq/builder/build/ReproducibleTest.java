package com.genericcorp.hq.builder.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.layers.LayerListener;
import com.genericcorp.hq.builder.spec.ImagePlatform;
import com.genericcorp.hq.builder.testing.Programs;
import com.genericcorp.hq.builder.testing.TestImages;
import com.genericcorp.hq.builder.testing.TestPackages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same inputs make the same digests, whoever builds them: of our trees, and of packages. */
class ReproducibleTest {
  @TempDir Path folder;

  /** Builds the test's image on both bases and prints the digests. */
  public static final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
      Path folder = Path.of(arguments[0]);
      BlobStore store = new BlobStore(Path.of(arguments[1]));
      List<ImagePlatform> platforms = List.of(ImagePlatform.values());
      TestImages images = TestImages.in(folder);
      BuiltImage built = images.build(store, platforms, LayerListener.SILENT);
      System.out.println(built.images().top().digest() + " " + built.bills().values());
      try (ImageBuild build =
          new ImageBuild(folder, store, TestPackages.in(store).base(), LayerListener.SILENT)) {
        BuiltImage packages = build.build(images.spec(), platforms);
        System.out.println(packages.images().top().digest() + " " + packages.bills().values());
      }
      System.exit(0); // worker threads end with it
    }
  }

  @Test
  void timeZoneLocaleUmaskAndCacheDoNotMatter() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin/java");
    String first = built(java, "one", Map.of("TZ", "UTC", "LC_ALL", "C"), "022");
    assertThat(first.lines()).hasSize(2).allMatch(line -> line.startsWith("sha256:"));
    assertThat(built(java, "one", Map.of("TZ", "UTC"), "022")).as("warm cache").isEqualTo(first);
    Map<String, String> abroad =
        Map.of(
            "TZ",
            "Asia/Kathmandu",
            "LC_ALL",
            "tr_TR.UTF-8",
            "JAVA_TOOL_OPTIONS",
            "-Duser.language=ar -Duser.country=EG -Duser.name=somebody");
    assertThat(built(java, "two", abroad, "077")).as("elsewhere").isEqualTo(first);
    assertThat(
            built(java, "three", Map.of("JAVA_TOOL_OPTIONS", "-XX:ActiveProcessorCount=1"), "022"))
        .as("one processor")
        .isEqualTo(first);
  }

  @Test
  void theJdkDoesNotMatter() throws Exception {
    Path own = Path.of(System.getProperty("java.home"), "bin/java");
    List<Path> others = new ArrayList<>();
    Optional.ofNullable(System.getenv("JAVA_HOME_25_X64"))
        .map(home -> Path.of(home, "bin/java"))
        .ifPresent(others::add);
    Path installed = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(installed)) {
      try (Stream<Path> homes = Files.list(installed)) {
        homes
            .map(home -> home.resolve("bin/java"))
            .filter(Files::isExecutable)
            .map(ReproducibleTest::real)
            .filter(java -> !java.equals(real(own)))
            .distinct()
            .forEach(others::add);
      }
    }
    assumeTrue(!others.isEmpty(), "only one JDK: no other is compared");
    String first = built(own, "own", Map.of(), "022");
    for (Path java : others) {
      String store = "store-" + others.indexOf(java);
      assertThat(built(java, store, Map.of(), "022")).as(java.toString()).isEqualTo(first);
    }
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (java.io.IOException problem) {
      return path;
    }
  }

  private String built(Path java, String store, Map<String, String> environment, String umask)
      throws Exception {
    Path images = Files.createDirectories(folder.resolve("images-of-" + store));
    Programs.Ended ended =
        Programs.run(
            environment,
            List.of(
                "sh",
                "-c",
                "umask " + umask + "; exec \"$@\"",
                "sh",
                java.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                images.toString(),
                folder.resolve(store).toString()));
    assertThat(ended.code()).as(ended.err()).isZero();
    return ended.out().strip();
  }
}
