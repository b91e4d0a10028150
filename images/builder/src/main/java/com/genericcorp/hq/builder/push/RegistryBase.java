package com.genericcorp.hq.builder.push;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.layers.ContentKey;
import com.genericcorp.hq.builder.layers.Layer;
import com.genericcorp.hq.builder.layers.LayerCache;
import com.genericcorp.hq.builder.layers.LayerCache.Layers;
import com.genericcorp.hq.builder.oci.BaseConfig;
import com.genericcorp.hq.builder.push.Registry.Contents;
import com.genericcorp.hq.builder.spec.ImagePlatform;
import com.genericcorp.hq.cli.Failed;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * A registry's image as a base, as Jib does it: its layers stay as they are, byte by byte. They are
 * kept in the store, so that a second build asks no registry.
 */
public final class RegistryBase {
  private static final String RECORDS = "bases/";

  private final BlobStore store;
  private final LayerCache cache;

  public RegistryBase(BlobStore store, LayerCache cache) {
    this.store = store;
    this.cache = cache;
  }

  /** Layers and settings of a base. */
  public record Pulled(Layers layers, BaseConfig config) {}

  /**
   * The base, from the store, else from its registry.
   *
   * @param image {@code name@sha256:…}: an image, or an index of images
   */
  public Pulled of(String image, ImagePlatform platform) {
    Digest key = ContentKey.of("registry base", List.of(image, platform.toString()));
    Optional<Digest> config = store.records().digest(RECORDS + key.hex());
    if (config.isPresent() && store.verified(config.get()).file().isPresent()) {
      Optional<List<Layer>> found = cache.find(key);
      if (found.isPresent()) {
        return new Pulled(
            new Layers(found.get(), true), BaseConfig.read(store.text(config.get()), image));
      }
    }
    try (Registry registry = Registry.openToPull(image)) {
      return pull(registry, image, platform, key);
    } catch (IOException problem) {
      throw store.unusable(problem);
    }
  }

  private Pulled pull(Registry registry, String image, ImagePlatform platform, Digest key)
      throws IOException {
    Digest named = Digest.parse(image.substring(image.indexOf('@') + 1));
    Contents contents = registry.contents(named, platform);
    fetch(registry, contents.config());
    BaseConfig config = BaseConfig.read(store.text(contents.config()), image);
    if (!config.platform().equals(platform.toString())) {
      throw new Failed(
          "the base %s is for %s, not for %s: leave that platform out of image.yaml, or name an"
              + " image that has it",
          image, config.platform(), platform);
    }
    if (config.diffIds().size() != contents.layers().size()) {
      throw new Failed(
          "the base %s has %d layers, and its config knows %d: it is refused",
          image, contents.layers().size(), config.diffIds().size());
    }
    List<Layer> layers = new ArrayList<>();
    for (Digest digest : contents.layers()) {
      fetch(registry, digest);
      int index = layers.size();
      layers.add(layer("base " + (index + 1), digest, config.diffIds().get(index), image));
    }
    Layers kept = cache.keep(key, layers);
    store.records().keep(RECORDS + key.hex(), contents.config().hex());
    return new Pulled(kept, config);
  }

  private void fetch(Registry registry, Digest digest) {
    if (store.verified(digest).file().isEmpty()) {
      registry.fetch(digest, store);
    }
  }

  /** Reads a layer through, for its sizes and the digest of its tar. */
  private Layer layer(String name, Digest digest, Digest expected, String image)
      throws IOException {
    MessageDigest hash = Digest.sha256();
    Path file = store.path(digest);
    long bytes = 0;
    int files = 0;
    try (InputStream packed = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        InputStream plain =
            new DigestInputStream(
                new BufferedInputStream(new GZIPInputStream(packed, 1 << 16), 1 << 16), hash);
        TarArchiveInputStream tar =
            new TarArchiveInputStream(plain, StandardCharsets.UTF_8.name())) {
      for (TarArchiveEntry one = tar.getNextEntry(); one != null; one = tar.getNextEntry()) {
        files++;
        bytes += one.isFile() ? one.getSize() : 0;
      }
      plain.transferTo(java.io.OutputStream.nullOutputStream()); // what is behind the tar's end
    } catch (ZipException problem) {
      throw new Failed(
          problem,
          "the layer %s of the base %s is not compressed by gzip, which is all that is read here",
          digest,
          image);
    }
    Digest found = Digest.of(hash);
    if (!found.equals(expected)) {
      throw new Failed(
          "the layer %s of the base %s unpacks to %s, and the base's config says %s: it is refused",
          digest, image, found, expected);
    }
    return new Layer(name, found, digest, Files.size(file), bytes, files);
  }
}
