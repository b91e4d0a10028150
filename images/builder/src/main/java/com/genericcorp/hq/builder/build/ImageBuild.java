package com.genericcorp.hq.builder.build;

import com.genericcorp.hq.builder.application.ApplicationLayers;
import com.genericcorp.hq.builder.application.JavaApplicationJars;
import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.layers.ContentKey;
import com.genericcorp.hq.builder.layers.Layer;
import com.genericcorp.hq.builder.layers.LayerCache;
import com.genericcorp.hq.builder.layers.LayerCache.Layers;
import com.genericcorp.hq.builder.layers.LayerCache.NamedTree;
import com.genericcorp.hq.builder.layers.LayerListener;
import com.genericcorp.hq.builder.oci.ImageSet;
import com.genericcorp.hq.builder.oci.OciImage;
import com.genericcorp.hq.builder.push.RegistryBase;
import com.genericcorp.hq.builder.push.RegistryBase.Pulled;
import com.genericcorp.hq.builder.sbom.BillOfMaterials;
import com.genericcorp.hq.builder.sbom.JarMaterial;
import com.genericcorp.hq.builder.sbom.Material;
import com.genericcorp.hq.builder.spec.ImagePlatform;
import com.genericcorp.hq.builder.spec.ImageSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes images: layers side by side, what is unchanged taken from the store. */
public final class ImageBuild implements AutoCloseable {
  private static final double NANOS = 1e9;

  private final Path repository;
  private final BlobStore store;
  private final BaseSource bases;
  private final Parallel parallel;
  private final LayerCache cache;
  private final RegistryBase registryBases;

  /**
   * A build.
   *
   * @param repository the folder in which modules are built
   */
  public ImageBuild(Path repository, BlobStore store, BaseSource bases, LayerListener listener) {
    this.repository = repository;
    this.store = store;
    this.bases = bases;
    this.parallel = new Parallel(Runtime.getRuntime().availableProcessors());
    this.cache = new LayerCache(store, parallel.blocks(), parallel.blocksInMemory(), listener);
    this.registryBases = new RegistryBase(store, cache);
  }

  /** Makes one image for some platforms. */
  public BuiltImage build(ImageSpec spec, List<ImagePlatform> platforms) {
    long start = System.nanoTime();
    Optional<JavaApplicationJars> jars =
        spec.java().map(java -> JavaApplicationJars.of(java, repository));
    List<NamedTree> above = ApplicationLayers.of(spec, jars);
    List<Layers> made = parallel.all(above, one -> cache.layer(one.name(), one.tree()));
    List<OciImage> images = new ArrayList<>();
    Map<Digest, Digest> bills = new LinkedHashMap<>();
    int cached = 0;
    for (ImagePlatform platform : platforms) {
      ImageBase base = base(spec, platform);
      List<Layer> layers = new ArrayList<>(base.layers().layers());
      cached += base.layers().cached() ? layers.size() : 0;
      for (Layers one : made) {
        layers.addAll(one.layers());
        cached += one.cached() ? one.layers().size() : 0;
      }
      OciImage image = OciImage.of(spec, platform, layers, base.config());
      image = kept(image);
      images.add(image);
      bills.put(image.manifest().digest(), bill(image, spec, platform, jars));
    }
    ImageSet set = ImageSet.of(images);
    set.index().ifPresent(index -> store.keep(index.bytes()));
    return new BuiltImage(spec, set, bills, cached, (System.nanoTime() - start) / NANOS);
  }

  private ImageBase base(ImageSpec spec, ImagePlatform platform) {
    if (spec.base().image().isPresent()) {
      Pulled pulled = registryBases.of(spec.base().image().get(), platform);
      return new ImageBase(pulled.layers(), Optional.of(pulled.config()));
    }
    Digest key = bases.key(spec, platform);
    Optional<List<Layer>> found = cache.find(key);
    if (found.isPresent()) {
      return new ImageBase(new Layers(found.get(), true), Optional.empty());
    }
    try {
      List<NamedTree> trees = bases.trees(spec, platform);
      List<Layer> made = parallel.all(trees, one -> cache.write(one.name(), one.tree()));
      return new ImageBase(cache.keep(key, made), Optional.empty());
    } finally {
      bases.release();
    }
  }

  private OciImage kept(OciImage image) {
    store.keep(image.config().bytes());
    store.keep(image.manifest().bytes());
    BuiltRecord.keep(store, image);
    return image;
  }

  /** The bill is made once: it follows from what the manifest follows from, and from this code. */
  private Digest bill(
      OciImage image, ImageSpec spec, ImagePlatform platform, Optional<JavaApplicationJars> jars) {
    List<String> inputs = List.of(image.manifest().digest().hex(), BuilderCode.digest());
    String record = "bills/" + ContentKey.of("bill of materials", inputs).hex();
    Optional<Digest> known =
        store.records().digest(record).filter(digest -> store.verified(digest).file().isPresent());
    if (known.isPresent()) {
      return known.get();
    }
    List<Material> materials =
        new ArrayList<>(
            spec.base().image().map(base -> List.of(Material.image(base))).orElse(List.of()));
    if (materials.isEmpty()) {
      materials.addAll(bases.materials(spec, platform));
    }
    jars.ifPresent(
        found -> {
          found.dependencies().forEach(jar -> materials.add(JarMaterial.of(jar)));
          materials.add(JarMaterial.of(found.application()));
          found.beside().forEach(jar -> materials.add(JarMaterial.of(jar)));
        });
    String bill = BillOfMaterials.of(spec.name(), image.manifest().digest(), materials);
    Digest digest = store.keep(bill.getBytes(StandardCharsets.UTF_8));
    store.records().keep(record, digest.hex());
    return digest;
  }

  @Override
  public void close() {
    parallel.close();
    try {
      store.known().keep();
    } catch (IOException problem) {
      throw store.unusable(problem);
    }
  }
}
