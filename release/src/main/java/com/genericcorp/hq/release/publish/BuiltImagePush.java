package com.genericcorp.hq.release.publish;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.build.BuiltImage;
import com.genericcorp.hq.builder.build.DebianBase;
import com.genericcorp.hq.builder.build.ImageBuild;
import com.genericcorp.hq.builder.layers.LayerListener;
import com.genericcorp.hq.builder.push.RegistryPush;
import com.genericcorp.hq.builder.push.RegistryPush.Pushed;
import com.genericcorp.hq.builder.spec.ImageSpec;
import com.genericcorp.hq.builder.spec.ImageSpecs;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.release.assets.ReleasedImage;
import com.genericcorp.hq.release.version.Version;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Makes the image again, mostly of what the store has, and sends it if it is the one that the
 * package names. A version's tag is never moved.
 *
 * @param root the repository
 */
public record BuiltImagePush(Path root, BlobStore store) implements ImagePush {
  @Override
  public String push(ReleasedImage image, Version version) {
    String name = image.repository() + ":" + version;
    Optional<Digest> found = RegistryPush.find(name);
    if (found.isPresent()) {
      if (!found.get().equals(image.digest())) {
        throw new Failed(
            "%s is there as %s, not %s: a version's image is never replaced; prepare another"
                + " version",
            name, found.get(), image.digest());
      }
      return name + " is there";
    }
    ImageSpec spec = new ImageSpecs(root.resolve("images")).load(List.of(image.name())).get(0);
    BuiltImage built;
    try (ImageBuild build =
        new ImageBuild(root, store, DebianBase.of(root, store), LayerListener.SILENT)) {
      built = build.build(spec, spec.platforms());
    }
    Digest digest = built.images().top().digest();
    if (!digest.equals(image.digest())) {
      throw new Failed(
          "the image %s is %s now, but the package names %s: prepare again",
          image.name(), digest, image.digest());
    }
    Pushed pushed = new RegistryPush(store).push(name, built.images(), built.bills());
    return "%s: %d blobs sent, %d were there".formatted(name, pushed.sent(), pushed.present());
  }
}
