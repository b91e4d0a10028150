package com.genericcorp.hq.builder.testing;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.build.BaseSource;
import com.genericcorp.hq.builder.build.BuiltImage;
import com.genericcorp.hq.builder.build.ImageBuild;
import com.genericcorp.hq.builder.files.Content;
import com.genericcorp.hq.builder.files.FileTree;
import com.genericcorp.hq.builder.files.Node;
import com.genericcorp.hq.builder.layers.ContentKey;
import com.genericcorp.hq.builder.layers.LayerCache.NamedTree;
import com.genericcorp.hq.builder.layers.LayerListener;
import com.genericcorp.hq.builder.sbom.Material;
import com.genericcorp.hq.builder.spec.ImagePlatform;
import com.genericcorp.hq.builder.spec.ImageSpec;
import com.genericcorp.hq.builder.spec.ImageSpecs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A folder of images with a small base of its own: links, odd modes, a few megabytes. */
public final class TestImages implements BaseSource {
  private static final String PROGRAM =
      """
      #include <signal.h>
      #include <string.h>
      #include <unistd.h>
      static void stop(int s) { _exit(0); }
      int main(int count, char **words) {
        if (count > 1 && !strcmp(words[1], "check")) return access("/data", W_OK);
        signal(SIGTERM, stop);
        write(1, "hello\\n", 6);
        for (;;) pause();
      }
      """;

  private final Path folder;
  private final Content program;

  private TestImages(Path folder, Content program) {
    this.folder = folder;
    this.program = program;
  }

  /** Images whose program is no program, where nothing is run. */
  public static TestImages in(Path folder) throws IOException {
    return new TestImages(prepared(folder), Content.of("no program"));
  }

  /** Images with a static program, or empty without a C compiler. */
  public static Optional<TestImages> withProgram(Path folder) throws Exception {
    Path source = Files.writeString(folder.resolve("program.c"), PROGRAM);
    Path binary = folder.resolve("program");
    try {
      Process gcc =
          new ProcessBuilder("gcc", "-O1", "-static", "-o", binary + "", source + "")
              .inheritIO()
              .start();
      if (gcc.waitFor() != 0) {
        return Optional.empty();
      }
    } catch (IOException none) {
      return Optional.empty();
    }
    return Optional.of(new TestImages(prepared(folder), Content.of(Files.readAllBytes(binary))));
  }

  private static Path prepared(Path folder) throws IOException {
    Path images = Files.createDirectories(folder.resolve("images"));
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("images/image.schema.json"))) {
      root = root.getParent();
    }
    Files.copy(
        root.resolve("images/image.schema.json"),
        images.resolve("image.schema.json"),
        StandardCopyOption.REPLACE_EXISTING);
    Path small = Files.createDirectories(images.resolve("small"));
    Files.writeString(small.resolve("settings.conf"), "some = settings\n");
    Files.writeString(small.resolve("image.yaml"), yaml());
    return folder;
  }

  public static String yaml() {
    return """
        description: a small image
        platforms: [linux/amd64, linux/arm64]
        base:
          packages: [base-files]
        files:
          - { from: settings.conf, to: /etc/small/settings.conf }
        entrypoint: [/usr/bin/program]
        user: { name: small, uid: 10009, gid: 10009, home: /data }
        environment: { GREETING: hello }
        ports: [8080]
        volumes: [/data, /tmp]
        healthCheck:
          command: [/usr/bin/program, check]
          intervalSeconds: 1
          timeoutSeconds: 2
          startPeriodSeconds: 1
          retries: 2
        """;
  }

  public Path folder() {
    return folder;
  }

  public ImageSpec spec() {
    return new ImageSpecs(folder.resolve("images")).load(List.of("small")).get(0);
  }

  /** Builds for this machine's platform. */
  public BuiltImage build(BlobStore store) {
    return build(store, List.of(ImagePlatform.ofThisMachine()), LayerListener.SILENT);
  }

  public BuiltImage build(BlobStore store, List<ImagePlatform> platforms, LayerListener listener) {
    try (ImageBuild build = new ImageBuild(folder, store, this, listener)) {
      return build.build(spec(), platforms);
    }
  }

  @Override
  public Digest key(ImageSpec spec, ImagePlatform platform) {
    try (InputStream input = program.open()) {
      return ContentKey.of("test", List.of(platform.toString(), Digest.of(input).hex()));
    } catch (IOException problem) {
      throw new IllegalStateException(problem);
    }
  }

  @Override
  public List<NamedTree> trees(ImageSpec spec, ImagePlatform platform) {
    byte[] noise = new byte[6_000_000];
    new Random(platform.ordinal()).nextBytes(noise);
    FileTree libc = new FileTree();
    libc.add("usr/lib/noise", new Node.RegularFile(0644, 0, 0, Content.of(noise)), "libc6");
    libc.add("lib", new Node.SymbolicLink("usr/lib", 0, 0), "base-files");
    libc.add("tmp", new Node.Directory(01777, 0, 0), "base-files");
    libc.add("etc/name", new Node.RegularFile(0640, 0, 42, Content.of("x")), "base-files");
    libc.add("etc/other", new Node.HardLink("etc/name", 0640, 0, 42), "base-files");
    FileTree own = new FileTree();
    own.add("usr/bin/program", new Node.RegularFile(0755, 0, 0, program), "program");
    return List.of(new NamedTree("libc", libc), new NamedTree("program", own));
  }

  @Override
  public List<Material> materials(ImageSpec spec, ImagePlatform platform) {
    return List.of(
        Material.debian(
            "base-files",
            "13.8+deb13u1",
            platform.architecture(),
            Digest.of(new byte[] {1}),
            List.of()));
  }
}
