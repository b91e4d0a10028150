package com.genericcorp.hq.bundle.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.build.BuiltImage;
import com.genericcorp.hq.builder.layers.LayerListener;
import com.genericcorp.hq.builder.spec.ImagePlatform;
import com.genericcorp.hq.builder.testing.Programs;
import com.genericcorp.hq.builder.testing.Programs.Ended;
import com.genericcorp.hq.bundle.Bundle;
import com.genericcorp.hq.bundle.PackageImages;
import com.genericcorp.hq.bundle.TestSeal;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.tool.testing.Signer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Packages of several versions: the first is the real one of this code, signed as a release is, the
 * others are made of it by exchanging what a test is about.
 */
final class Releases {
  static final String FIRST = "1.0.0";

  private final Path folder;
  private final Signer signer = new Signer();

  /** Makes the first release; its folder is there afterwards, as {@link #of} has it. */
  Releases(Path folder) throws Exception {
    this.folder = folder;
    Repository repository = Repository.find();
    BlobStore store = BlobStore.ofThisUser();
    List<BuiltImage> images =
        PackageImages.build(
            repository.root(), store, List.of(ImagePlatform.ofThisMachine()), LayerListener.SILENT);
    Path archive = folder.resolve("first.tar.gz");
    new Bundle(
            repository.root(),
            new Environments(repository.environments()).load("selfhosted"),
            FIRST,
            images,
            store,
            Optional.of(new TestSeal(signer)))
        .writeOffline(archive);
    shell("mkdir -p " + FIRST + " && tar xzf first.tar.gz -C " + FIRST);
    Files.delete(archive);
  }

  /** The folder {@code releases/VERSION} of a version. */
  Path of(String version) {
    return folder.resolve(version).resolve("agenthq/releases").resolve(version);
  }

  /**
   * A copy of the first under another version; {@link #sign} is to be called when it is changed.
   */
  Releases copy(String version) throws Exception {
    shell(
        "rm -rf V && mkdir -p V/agenthq/releases && cp F/agenthq/agenthq V/agenthq/"
            .replace("V", version)
            .replace("F", FIRST));
    shell("cp -R " + of(FIRST) + " " + of(version));
    Files.writeString(of(version).resolve("VERSION"), version + "\n");
    edit(version, "UPGRADE", "version=" + FIRST, "version=" + version);
    // As it is packed: whatever names its version.
    edit(version, "compose.yaml", FIRST, version);
    edit(version, "digests.json", FIRST, version);
    return this;
  }

  /** Replaces a text that must be there. */
  Releases edit(String version, String file, String from, String to) throws IOException {
    Path path = of(version).resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(from);
    Files.writeString(path, text.replace(from, to));
    return this;
  }

  /**
   * Puts another server image into a release: the first's with files or words exchanged.
   *
   * @param changes words of {@code docker commit} before the container's name
   * @param files paths in the image by files here
   */
  Releases server(String version, List<String> changes, Map<Path, String> files) throws Exception {
    String digests = Files.readString(of(version).resolve("digests.json"));
    String line =
        digests.lines().filter(one -> one.contains("\"server\"")).findFirst().orElseThrow();
    String reference = line.replaceAll(".*\"reference\": \"([^\"]*)\".*", "$1");
    docker("load", "--quiet", "--input", of(FIRST).resolve(tar()).toString());
    String container = docker("create", "--pull=never", reference);
    try {
      for (Map.Entry<Path, String> file : files.entrySet()) {
        docker("cp", file.getKey().toString(), container + ":" + file.getValue());
      }
      String made = "agenthq/server:" + version + "-test";
      String[] words = new String[changes.size() + 3];
      words[0] = "commit";
      for (int at = 0; at < changes.size(); at++) {
        words[at + 1] = changes.get(at);
      }
      words[words.length - 2] = container;
      words[words.length - 1] = made;
      String id = docker(words);
      docker("save", "--output", of(version).resolve(tar()).toString(), made);
      docker("image", "rm", made);
      edit(version, "compose.yaml", reference, made);
      edit(
          version,
          "digests.json",
          line,
          line.replace(reference, made)
              .replaceAll("\"(id|manifest)\": \"[^\"]*\"", "\"$1\": \"" + id + "\""));
    } finally {
      docker("rm", "--volumes", container);
    }
    return this;
  }

  private static String tar() {
    return "images/server-" + ImagePlatform.ofThisMachine().architecture() + ".tar";
  }

  /** Writes checksums and signature anew. */
  Releases sign(String version) throws Exception {
    Path release = of(version);
    Files.deleteIfExists(release.resolve("agenthq.pub"));
    shell(
        "cd "
            + release
            + " && rm -f SHA256SUMS SHA256SUMS.minisig && find . -type f"
            + " | sed 's|^\\./||' | LC_ALL=C sort | xargs sha256sum >../sums && mv ../sums SHA256SUMS");
    byte[] list = Files.readAllBytes(release.resolve("SHA256SUMS"));
    Files.writeString(release.resolve("SHA256SUMS.minisig"), signer.sign(list));
    Files.writeString(release.resolve("agenthq.pub"), signer.publicKey());
    return this;
  }

  /** The archive that a customer downloads. */
  Path archive(String version) throws Exception {
    Path archive = folder.resolve("agenthq-" + version + ".tar.gz");
    shell("tar cf - -C " + version + " agenthq | gzip -1 >" + archive);
    return archive;
  }

  private void shell(String line) throws Exception {
    Ended ended = Programs.run("sh", "-e", "-c", "cd " + folder + " && " + line);
    assertThat(ended.code()).as(ended.err()).isZero();
  }

  private static String docker(String... words) throws Exception {
    String[] all = new String[words.length + 1];
    all[0] = "docker";
    System.arraycopy(words, 0, all, 1, words.length);
    Ended ended = Programs.run(all);
    assertThat(ended.code()).as(String.join(" ", words) + ": " + ended.err()).isZero();
    return ended.out().strip();
  }

  /** Changes a byte in the middle of a file. */
  static void damage(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 0x20;
    Files.write(file, bytes);
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
