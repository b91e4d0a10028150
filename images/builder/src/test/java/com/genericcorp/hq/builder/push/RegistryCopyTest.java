package com.genericcorp.hq.builder.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.build.BuiltImage;
import com.genericcorp.hq.builder.layers.LayerListener;
import com.genericcorp.hq.builder.oci.OciImage;
import com.genericcorp.hq.builder.push.RegistryCopy.Copied;
import com.genericcorp.hq.builder.spec.ImagePlatform;
import com.genericcorp.hq.builder.testing.TestImages;
import com.genericcorp.hq.builder.testing.TestRegistry;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryCopyTest {
  @TempDir Path own;
  @TempDir Path elsewhere;

  private TestRegistry published;
  private TestRegistry account;
  private BuiltImage built;
  private Digest digest;

  @BeforeEach
  void publish() throws Exception {
    published = TestRegistry.start(own);
    account = TestRegistry.start(elsewhere);
    BlobStore store = new BlobStore(own.resolve("store"));
    built = TestImages.in(own).build(store, List.of(ImagePlatform.values()), LayerListener.SILENT);
    digest =
        new RegistryPush(store)
            .push(published.host() + "/hq/small:1", built.images(), built.bills())
            .digest();
  }

  @AfterEach
  void stop() throws Exception {
    account.close();
    published.close();
  }

  @Test
  void aCopyHasTheSameDigestsOnEveryPlatformAndASecondSendsNothing() {
    Copied copied = copy(source(), target("1.2.0"));
    assertThat(copied.digest()).isEqualTo(digest);
    assertThat(copied.sent()).isPositive();
    try (Registry registry = Registry.open(target("1.2.0"))) {
      assertThat(registry.digest("1.2.0")).contains(digest);
      for (OciImage image : built.images().images()) {
        Digest manifest = image.manifest().digest();
        assertThat(registry.document(manifest).bytes()).isEqualTo(image.manifest().bytes());
        image.layers().forEach(layer -> assertThat(registry.has(layer.digest())).isTrue());
        assertThat(registry.has(image.config().digest())).isTrue();
      }
    }
    assertThat(copy(source(), target("1.2.0")).sent()).isZero();
    Copied again = copy(source(), target("1.2.0-again"));
    assertThat(again.sent()).isZero();
    assertThat(again.present()).isEqualTo(copied.sent());
  }

  @Test
  void aTagOfAnotherImageStaysWhereItIs() throws Exception {
    Digest first = copy(source(), target("1.2.0")).digest();
    Files.writeString(own.resolve("images/small/settings.conf"), "another\n");
    BlobStore store = new BlobStore(own.resolve("store"));
    BuiltImage other = TestImages.in(own).build(store);
    Digest second =
        new RegistryPush(store)
            .push(published.host() + "/hq/small:2", other.images(), other.bills())
            .digest();
    assertThat(second).isNotEqualTo(first);
    assertThatThrownBy(() -> copy(published.host() + "/hq/small@" + second, target("1.2.0")))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("is another image already, " + first);
    assertThat(RegistryPush.find(target("1.2.0"))).contains(first);
  }

  @Test
  void aCopyThatIsCutLeavesNoTagAndGoesOnWhenRunAgain() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(account.port(), 1_000, 1_000)) {
      assertThatThrownBy(() -> copy(source(), proxy.host() + "/hq/server:1.2.0"))
          .isInstanceOf(Failed.class)
          .hasMessageContaining("run it again");
    }
    assertThat(RegistryPush.find(target("1.2.0"))).isEmpty();
    assertThat(copy(source(), target("1.2.0")).digest()).isEqualTo(digest);
  }

  @Test
  void whatIsNotThereOrNamedByATagIsRefused() {
    String nobody = "sha256:" + "0".repeat(64);
    assertThatThrownBy(() -> copy(published.host() + "/hq/small@" + nobody, target("1")))
        .isInstanceOf(Failed.class)
        .hasMessageContaining(nobody);
    assertThatThrownBy(() -> copy(published.host() + "/hq/small:1", target("1")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("names no digest");
    assertThatThrownBy(() -> copy(source(), account.host() + "/hq/server"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("host/path:tag");
    assertThat(RegistryPush.find(target("1"))).isEmpty();
  }

  private String source() {
    return published.host() + "/hq/small@" + digest;
  }

  private String target(String tag) {
    return account.host() + "/hq/server:" + tag;
  }

  private Copied copy(String source, String target) {
    return new RegistryCopy(new BlobStore(elsewhere.resolve("store"))).copy(source, target);
  }
}
