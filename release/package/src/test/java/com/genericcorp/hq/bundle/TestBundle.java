package com.genericcorp.hq.bundle;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.layers.LayerListener;
import com.genericcorp.hq.builder.spec.ImagePlatform;
import com.genericcorp.hq.builder.testing.ImagesWithoutLayers;
import com.genericcorp.hq.builder.testing.Programs;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The repository's own package, with images that have no layers: nothing is run in them. */
public final class TestBundle {
  static final String VERSION = "1.0.0";

  private TestBundle() {}

  /** The repository. */
  static Path root() {
    return Repository.find().root();
  }

  static Bundle in(Path folder) {
    BlobStore store = new BlobStore(folder.resolve("store"));
    return new Bundle(
        root(),
        new Environments(root().resolve("environments")).load("selfhosted"),
        VERSION,
        ImagesWithoutLayers.of(root(), store),
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
