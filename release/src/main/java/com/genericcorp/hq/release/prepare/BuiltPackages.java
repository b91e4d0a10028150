package com.genericcorp.hq.release.prepare;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.build.BuiltImage;
import com.genericcorp.hq.builder.layers.LayerListener;
import com.genericcorp.hq.builder.oci.OciImage;
import com.genericcorp.hq.builder.spec.ImagePlatform;
import com.genericcorp.hq.bundle.Bundle;
import com.genericcorp.hq.bundle.PackageImages;
import com.genericcorp.hq.bundle.PackageSeal;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.files.AtomicFile;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.release.sign.Minisign;
import com.genericcorp.hq.release.sign.SecretKey;
import com.genericcorp.hq.release.version.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Packages that are made here, of images for both platforms.
 *
 * @param root the repository
 * @param environment what the package's values come from
 * @param registry where the images are pulled from: {@code HOST/PATH}
 */
public record BuiltPackages(Path root, Environment environment, BlobStore store, String registry)
    implements Packages {
  private static final List<ImagePlatform> PLATFORMS =
      List.of(ImagePlatform.AMD64, ImagePlatform.ARM64);

  @Override
  public void assemble(Version version, Path folder, Optional<SecretKey> key) {
    List<BuiltImage> images = PackageImages.build(root, store, PLATFORMS, LayerListener.SILENT);
    Bundle bundle =
        new Bundle(
            root,
            environment,
            version.toString(),
            images,
            store,
            key.map(one -> seal(one, version)));
    String prefix = "agenthq-" + version;
    bundle.writeOnline(folder.resolve(prefix + CheckPackages.ONLINE), registry);
    bundle.writeOffline(folder.resolve(prefix + CheckPackages.OFFLINE));
    for (BuiltImage image : images) {
      for (OciImage one : image.images().images()) {
        String name =
            "%s-%s-%s.cdx.json".formatted(prefix, one.name(), one.platform().architecture());
        try {
          AtomicFile.write(folder.resolve(name), store.text(image.bill(one)));
        } catch (IOException problem) {
          throw new Failed(problem, "%s cannot be written: %s", folder.resolve(name), problem);
        }
      }
    }
  }

  private static PackageSeal seal(SecretKey key, Version version) {
    return new PackageSeal() {
      @Override
      public String publicKey() {
        return key.publicKey().file();
      }

      @Override
      public String signatureOf(String checksums) {
        return Minisign.sign(key, checksums, "agenthq " + version);
      }
    };
  }
}
