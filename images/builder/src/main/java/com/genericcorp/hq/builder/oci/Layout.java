package com.genericcorp.hq.builder.oci;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.files.Content;
import com.genericcorp.hq.builder.layers.Layer;
import com.genericcorp.hq.builder.spec.ImagePlatform;
import com.genericcorp.hq.cli.Failed;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * An image as files: an OCI layout in a folder, or in a tar that {@code docker load} reads, too.
 * Old engines look for {@code manifest.json}, new ones for {@code index.json}; both point into
 * {@code blobs}.
 */
public final class Layout {
  private static final String VERSION = "{\"imageLayoutVersion\":\"1.0.0\"}";
  private static final Set<PosixFilePermission> READABLE =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final String BLOBS = "blobs/sha256/";

  private final BlobStore store;
  private final ImageSet images;
  private final String reference;

  /**
   * The files of an image.
   *
   * @param reference {@code agenthq/server:dev}
   */
  public Layout(BlobStore store, ImageSet images, String reference) {
    this.store = store;
    this.images = images;
    this.reference = reference;
  }

  /** Brings a folder to this image: blobs first, the index last; blobs of older images stay. */
  public void writeFolder(Path folder) {
    try {
      Path blobs = Files.createDirectories(folder.resolve(BLOBS));
      for (Map.Entry<Digest, Content> blob : blobs().entrySet()) {
        Path place = blobs.resolve(blob.getKey().hex());
        if (!Files.exists(place) || !store.known().of(place).equals(blob.getKey())) {
          replace(place, blob.getValue());
        }
      }
      bring(folder.resolve("oci-layout"), VERSION);
      bring(folder.resolve("index.json"), index().text());
    } catch (IOException problem) {
      throw unwritable(folder, problem);
    }
  }

  /** Writes the tar, whole or not at all. */
  public void writeTar(Path file) {
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
    try {
      Files.createDirectories(folder);
      Path temporary = Files.createTempFile(folder, "." + file.getFileName(), ".tmp");
      try {
        try (OutputStream out =
            new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16)) {
          writeTar(out);
        }
        Files.setPosixFilePermissions(temporary, READABLE);
        Files.move(
            temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException problem) {
      throw unwritable(file, problem);
    }
  }

  /** Writes the tar to a stream, which stays open. */
  public void writeTar(OutputStream out) throws IOException {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
    put(tar, "oci-layout", Content.of(VERSION));
    put(tar, "index.json", Content.of(index().text()));
    put(tar, "manifest.json", Content.of(dockerManifest()));
    for (Map.Entry<Digest, Content> blob : blobs().entrySet()) {
      put(tar, BLOBS + blob.getKey().hex(), blob.getValue());
    }
    tar.finish();
    tar.flush();
  }

  private static void put(TarArchiveOutputStream tar, String name, Content source)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setMode(0644);
    entry.setIds(0, 0);
    entry.setNames("", "");
    entry.setLastModifiedTime(FileTime.from(Instant.EPOCH));
    entry.setSize(source.size());
    tar.putArchiveEntry(entry);
    try (InputStream input = source.open()) {
      input.transferTo(tar);
    }
    tar.closeArchiveEntry();
  }

  private Document index() {
    Map<String, Object> entry =
        images.index().isPresent()
            ? new LinkedHashMap<>(images.top().descriptor())
            : new LinkedHashMap<>(ImageSet.entry(images.images().get(0)));
    Map<String, Object> annotations = new LinkedHashMap<>();
    annotations.put("io.containerd.image.name", containerdName());
    annotations.put(
        "org.opencontainers.image.ref.name", reference.substring(reference.lastIndexOf(':') + 1));
    entry.put("annotations", annotations);
    Map<String, Object> index = new LinkedHashMap<>();
    index.put("schemaVersion", 2);
    index.put("mediaType", MediaType.INDEX);
    index.put("manifests", List.of(entry));
    return Document.of(MediaType.INDEX, index);
  }

  /** Docker's own registry is part of every short name there. */
  private String containerdName() {
    String first = reference.substring(0, Math.max(0, reference.indexOf('/')));
    boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
    return host ? reference : "docker.io/" + (first.isEmpty() ? "library/" : "") + reference;
  }

  /** What {@code docker load} of old engines reads: one platform, this machine's if it is there. */
  private String dockerManifest() {
    OciImage image =
        images.images().stream()
            .filter(one -> one.platform() == ImagePlatform.ofThisMachine())
            .findFirst()
            .orElse(images.images().get(0));
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("Config", BLOBS + image.config().digest().hex());
    entry.put("RepoTags", List.of(reference));
    entry.put(
        "Layers", image.layers().stream().map(layer -> BLOBS + layer.digest().hex()).toList());
    String object = Document.of(MediaType.MANIFEST, entry).text();
    return "[" + object + "]";
  }

  private Map<Digest, Content> blobs() throws IOException {
    Map<Digest, Content> blobs = new TreeMap<>(Comparator.comparing(Digest::hex));
    images.documents().forEach(one -> blobs.put(one.digest(), Content.of(one.text())));
    for (OciImage image : images.images()) {
      for (Layer layer : image.layers()) {
        blobs.put(layer.digest(), Content.of(store.path(layer.digest())));
      }
    }
    return blobs;
  }

  private static void bring(Path place, String text) throws IOException {
    if (!Files.exists(place) || !Digest.of(place).equals(Digest.of(text))) {
      replace(place, Content.of(text));
    }
  }

  private static void replace(Path place, Content source) throws IOException {
    Path folder = Optional.ofNullable(place.getParent()).orElseThrow();
    Path temporary = Files.createTempFile(folder, ".new", ".tmp");
    try {
      try (InputStream input = source.open()) {
        Files.copy(input, temporary, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.setPosixFilePermissions(temporary, READABLE);
      Files.move(
          temporary, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private Failed unwritable(Path place, IOException problem) {
    return problem instanceof NoSuchFileException missing
            && String.valueOf(missing.getFile()).startsWith(store.root().toString())
        ? new Failed("%s has left the image store meanwhile: build again", missing.getFile())
        : new Failed(problem, "%s cannot be written: %s. Free some space there", place, problem);
  }
}
