package com.genericcorp.hq.bundle;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.build.BuiltImage;
import com.genericcorp.hq.builder.layers.LayerListener;
import com.genericcorp.hq.builder.oci.ImageSet;
import com.genericcorp.hq.builder.oci.OciImage;
import com.genericcorp.hq.builder.spec.ImagePlatform;
import com.genericcorp.hq.builder.spec.ImageSpec;
import com.genericcorp.hq.builder.spec.ImageSpecs;
import com.genericcorp.hq.builder.testing.Programs;
import com.genericcorp.hq.model.Environments;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The repository's own package, with images that have no layers: nothing is run in them. */
public final class TestBundle {
  static final String VERSION = "1.0.0";

  private TestBundle() {}

  /** The repository. */
  static Path root() {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("images/image.schema.json"))) {
      root = root.getParent();
    }
    return root;
  }

  static Bundle in(Path folder) {
    BlobStore store = new BlobStore(folder.resolve("store"));
    List<BuiltImage> images = new ArrayList<>();
    for (ImageSpec spec : new ImageSpecs(root().resolve("images")).load(List.of())) {
      List<OciImage> platforms = new ArrayList<>();
      Map<Digest, Digest> bills = new LinkedHashMap<>();
      for (ImagePlatform platform : List.of(ImagePlatform.AMD64, ImagePlatform.ARM64)) {
        OciImage image = OciImage.of(spec, platform, List.of(), Optional.empty());
        platforms.add(image);
        bills.put(
            image.manifest().digest(),
            store.keep(("{\"bill\": \"" + spec.name() + "\"}\n").getBytes(StandardCharsets.UTF_8)));
      }
      images.add(new BuiltImage(spec, ImageSet.of(platforms), bills, 0, 0));
    }
    return new Bundle(
        root(),
        new Environments(root().resolve("environments")).load("selfhosted"),
        VERSION,
        images,
        store);
  }

  /** The offline package with real images for this machine's platform: it can be installed. */
  static Path forThisMachine(Path folder) {
    return forThisMachine(folder, VERSION);
  }

  static Path forThisMachine(Path folder, String version) {
    BlobStore store = BlobStore.ofThisUser();
    Path archive = folder.resolve("agenthq-" + version + "-offline.tar.gz");
    new Bundle(
            root(),
            new Environments(root().resolve("environments")).load("selfhosted"),
            version,
            PackageImages.build(
                root(), store, List.of(ImagePlatform.ofThisMachine()), LayerListener.SILENT),
            store)
        .writeOffline(archive);
    return archive;
  }

  /** The same as {@link #unpacked}, signed as a release is. */
  static Path unpackedAndSigned(Path folder, PackageSeal seal) throws Exception {
    Path archive = folder.resolve("signed.tar.gz");
    Bundle plain = in(folder);
    new Bundle(
            plain.repository(),
            plain.environment(),
            VERSION,
            plain.images(),
            plain.store(),
            Optional.of(seal))
        .writeOnline(archive, "registry.example.com/acme");
    return unpack(archive, folder.resolve("a signed folder"));
  }

  /** The unpacked package, in a folder whose name has a blank. */
  static Path unpacked(Path folder) throws Exception {
    Path archive = folder.resolve("agenthq-1.0.0.tar.gz");
    in(folder).writeOnline(archive, "registry.example.com/acme");
    return unpack(archive, folder.resolve("a folder"));
  }

  static Path unpack(Path archive, Path into) throws Exception {
    Files.createDirectories(into);
    Programs.Ended ended = Programs.run("tar", "xzf", archive.toString(), "-C", into.toString());
    if (ended.code() != 0) {
      throw new AssertionError(ended.err());
    }
    return into.resolve("agenthq");
  }

  /** Writes both packages: for a test that starts it under other circumstances. */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    in(folder).writeOnline(folder.resolve("online"), "registry.example.com/acme");
    in(folder).writeOffline(folder.resolve("offline"));
  }
}
