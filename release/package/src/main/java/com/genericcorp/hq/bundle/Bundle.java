package com.genericcorp.hq.bundle;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.build.BuiltImage;
import com.genericcorp.hq.builder.files.Content;
import com.genericcorp.hq.builder.files.FileTree;
import com.genericcorp.hq.builder.files.Node;
import com.genericcorp.hq.builder.layers.TreeArchive;
import com.genericcorp.hq.builder.oci.ImageSet;
import com.genericcorp.hq.builder.oci.Layout;
import com.genericcorp.hq.builder.oci.OciImage;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One version of the package: {@code agenthq/agenthq}, which stays, and {@code
 * agenthq/releases/VERSION}. The same inputs make the same bytes, on every machine.
 *
 * @param repository the repository's folder
 * @param environment what the package's values come from
 * @param version semantic, without build metadata, which a tag of an image cannot have
 * @param images all that {@code images/} describes
 * @param store where the images are
 * @param seal signs what is inside; none makes a package without a signature
 */
public record Bundle(
    Path repository,
    Environment environment,
    String version,
    List<BuiltImage> images,
    BlobStore store,
    Optional<PackageSeal> seal) {
  private static final Pattern VERSION =
      Pattern.compile(
          "(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?");
  private static final String TOP = "agenthq/";
  private static final String PROGRAM = "agenthq";
  private static final List<String> GUIDES =
      List.of(
          "docs/self-hosting.md",
          "docs/self-hosting-backup.md",
          "docs/self-hosting-certificates.md");
  private static final Path FILES = Path.of("release", "package", "files");

  public Bundle {
    if (!VERSION.matcher(version).matches()) {
      throw new InvalidInput(
          "'%s' is no version of a package: expected one like 1.2.3 or 1.2.3-rc.1", version);
    }
    images = List.copyOf(images);
  }

  /** One without a signature. */
  public Bundle(
      Path repository,
      Environment environment,
      String version,
      List<BuiltImage> images,
      BlobStore store) {
    this(repository, environment, version, images, store, Optional.empty());
  }

  /**
   * Writes the package whose images are pulled.
   *
   * @param registry where they are: {@code HOST/PATH}
   */
  public void writeOnline(Path file, String registry) {
    TreeArchive.write(tree(ImageNames.online(images, registry), Map.of()), file);
  }

  /** Writes the package with its images inside. */
  public void writeOffline(Path file) {
    try {
      ImageNames names = ImageNames.offline(images);
      Path folder = Files.createTempDirectory("agenthq-images");
      Map<String, Path> tars = new TreeMap<>();
      try {
        for (BuiltImage image : images) {
          for (OciImage one : image.images().images()) {
            String name = one.name() + "-" + one.platform().architecture() + ".tar";
            Path tar = folder.resolve(name);
            String reference = String.valueOf(names.references().get(one.name()));
            new Layout(store, ImageSet.of(List.of(one)), reference).writeTar(tar);
            tars.put("images/" + name, tar);
          }
        }
        TreeArchive.write(tree(names, tars), file);
      } finally {
        for (Path tar : tars.values()) {
          Files.deleteIfExists(tar);
        }
        Files.deleteIfExists(folder);
      }
    } catch (IOException problem) {
      throw new Failed(problem, "%s cannot be written: %s", file, problem);
    }
  }

  /** What the package is made of: the same text, the same package. */
  public String contents() {
    FileTree tree = tree(ImageNames.offline(images), Map.of());
    return tree.find(TOP + "releases/" + version + "/SHA256SUMS")
        .map(entry -> digest(((Node.RegularFile) entry.node()).content()).toString())
        .orElseThrow();
  }

  private FileTree tree(ImageNames names, Map<String, Path> tars) {
    try {
      Map<String, Content> files = new TreeMap<>();
      Map<String, String> values = TemplateValues.of(environment, version, names);
      Path own = repository.resolve(FILES).resolve("release");
      for (Path file : filesBelow(own)) {
        String name = own.relativize(file).toString();
        files.put(
            name, Content.of(new Template(shown(file), Files.readString(file)).filled(values)));
      }
      files.put("VERSION", Content.of(version + "\n"));
      files.put("digests.json", Content.of(Digests.of(images, version, names)));
      for (String guide : GUIDES) {
        files.put(guide, Content.of(repository.resolve(guide)));
      }
      for (BuiltImage image : images) {
        for (OciImage one : image.images().images()) {
          files.put(
              "sbom/" + one.name() + "-" + one.platform().architecture() + ".cdx.json",
              Content.of(store.text(image.bill(one))));
        }
      }
      for (Map.Entry<String, Path> tar : tars.entrySet()) {
        files.put(tar.getKey(), Content.of(tar.getValue()));
      }
      seal.ifPresent(one -> files.put("agenthq.pub", Content.of(one.publicKey())));
      String sums = checksums(files);
      files.put("SHA256SUMS", Content.of(sums));
      seal.ifPresent(one -> files.put("SHA256SUMS.minisig", Content.of(one.signatureOf(sums))));

      FileTree tree = new FileTree();
      Path launcher = repository.resolve(FILES).resolve(PROGRAM);
      tree.add(TOP + PROGRAM, file(PROGRAM, Content.of(launcher)), shown(launcher));
      String folder = TOP + "releases/" + version + "/";
      files.forEach((name, content) -> tree.add(folder + name, file(name, content), "the package"));
      return tree;
    } catch (IOException problem) {
      throw new Failed(problem, "the package's files cannot be read: %s", problem);
    }
  }

  private String shown(Path file) {
    return repository.relativize(file).toString();
  }

  private static List<Path> filesBelow(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return new ArrayList<>(all.filter(Files::isRegularFile).sorted().toList());
    }
  }

  private static Node file(String name, Content content) {
    return new Node.RegularFile(name.equals(PROGRAM) ? 0755 : 0644, 0, 0, content);
  }

  /** As {@code sha256sum} prints them. */
  private static String checksums(Map<String, Content> files) {
    StringBuilder lines = new StringBuilder();
    files.forEach(
        (name, content) ->
            lines.append(digest(content).hex()).append("  ").append(name).append('\n'));
    return lines.toString();
  }

  private static Digest digest(Content content) {
    MessageDigest digest = Digest.sha256();
    try (InputStream input = new DigestInputStream(content.open(), digest)) {
      input.transferTo(java.io.OutputStream.nullOutputStream());
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    return Digest.of(digest);
  }
}
