package com.genericcorp.hq.release.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.build.BuiltImage;
import com.genericcorp.hq.builder.build.DebianBase;
import com.genericcorp.hq.builder.build.ImageBuild;
import com.genericcorp.hq.builder.layers.LayerListener;
import com.genericcorp.hq.builder.push.RegistryPush;
import com.genericcorp.hq.builder.spec.ImageSpec;
import com.genericcorp.hq.builder.spec.ImageSpecs;
import com.genericcorp.hq.builder.testing.TestRegistry;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.release.assets.ReleasedImage;
import com.genericcorp.hq.release.version.Version;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The smallest of the real images, in a real registry. */
class BuiltImagePushIT {
  private static final String IMAGE = "alertmanager";
  private static final Version VERSION = Version.of(1, 0, 0);

  @TempDir Path folder;

  @Test
  void aVersionsImageIsPushedOnceAndNeverReplaced() throws Exception {
    Path root = Repository.find().root();
    BlobStore store = BlobStore.ofThisUser();
    ImageSpec spec = new ImageSpecs(root.resolve("images")).load(List.of(IMAGE)).get(0);
    Digest digest;
    try (ImageBuild build =
        new ImageBuild(root, store, DebianBase.of(root, store), new LayerListener() {})) {
      BuiltImage built = build.build(spec, spec.platforms());
      digest = built.images().top().digest();
    }
    try (TestRegistry registry = TestRegistry.start(folder)) {
      ReleasedImage image =
          new ReleasedImage(IMAGE, registry.host() + "/acme/agenthq-" + IMAGE, digest);
      BuiltImagePush push = new BuiltImagePush(root, store);
      assertThat(push.push(image, VERSION)).contains(":1.0.0: ").doesNotContain(" 0 blobs sent");
      assertThat(RegistryPush.find(image.repository() + ":1.0.0")).contains(digest);
      assertThat(push.push(image, VERSION)).endsWith(":1.0.0 is there");
      ReleasedImage other = new ReleasedImage(IMAGE, image.repository(), Digest.of(new byte[] {1}));
      assertThatThrownBy(() -> push.push(other, VERSION))
          .isInstanceOf(Failed.class)
          .hasMessageContaining("a version's image is never replaced");
      assertThatThrownBy(() -> push.push(other, Version.of(1, 0, 1)))
          .isInstanceOf(Failed.class)
          .hasMessageContaining("but the package names " + other.digest());
      assertThat(RegistryPush.find(image.repository() + ":1.0.1")).isEmpty();
    }
  }
}
