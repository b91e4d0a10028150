package com.genericcorp.hq.builder.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.files.Content;
import com.genericcorp.hq.builder.files.FileTree;
import com.genericcorp.hq.builder.files.Node;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerCacheTest {
  /** Changes only together with {@link ContentKey#FORMAT}: stored layers would be stale. */
  private static final String KNOWN =
      "sha256:888179eab2c4809f116dec26dee691c2fbf0a800997bd02a0bce98b12fbff45b";

  @TempDir Path folder;

  private final ExecutorService workers = Executors.newFixedThreadPool(3);
  private final List<String> remarks = new ArrayList<>();
  private final LayerListener listener =
      new LayerListener() {
        @Override
        public void remark(String sentence) {
          remarks.add(sentence);
        }
      };

  @AfterEach
  void stop() {
    workers.shutdownNow();
  }

  @Test
  void aTarHasLinksModesOwnersLongNamesAndNoTime() throws Exception {
    Layer layer = cache("store").layer("test", tree()).layers().get(0);

    Map<String, TarArchiveEntry> entries = new LinkedHashMap<>();
    try (TarArchiveInputStream tar = open(layer)) {
      for (TarArchiveEntry one = tar.getNextEntry(); one != null; one = tar.getNextEntry()) {
        entries.put(one.getName(), one);
      }
    }
    assertThat(entries.keySet())
        .containsExactly(
            "bin",
            "usr/",
            "usr/bin/",
            "usr/bin/big",
            "usr/bin/su",
            "usr/ü" + "x".repeat(120),
            "usr/a");
    assertThat(entries.get("bin").getLinkName()).isEqualTo("usr/bin");
    assertThat(entries.get("bin").isSymbolicLink()).isTrue();
    assertThat(entries.get("usr/a").isLink()).isTrue();
    assertThat(entries.get("usr/bin/su").getMode()).isEqualTo(04755);
    assertThat(entries.get("usr/bin/big").getLongUserId()).isEqualTo(70_000);
    assertThat(entries.values())
        .allMatch(one -> one.getUserName().isEmpty() && one.getGroupName().isEmpty())
        .allMatch(one -> one.getLastModifiedTime().equals(TarWriter.TIME));
    assertThat(layer.diskBytes()).isEqualTo(3_000_000 + 2 + 1);
  }

  @Test
  void bytesAreTheSameForAnyNumberOfProcessorsAndKnownForever() throws Exception {
    Layer many = cache("many").layer("test", tree()).layers().get(0);
    ExecutorService one = Executors.newSingleThreadExecutor();
    try {
      LayerCache alone = new LayerCache(store("alone"), one, 1, listener);
      assertThat(alone.layer("test", tree()).layers()).containsExactly(many);
    } finally {
      one.shutdownNow();
    }
    assertThat(many.digest()).hasToString(KNOWN);
    assertThat(Digest.of(store("many").path(many.digest()))).isEqualTo(many.digest());
    try (InputStream plain =
        new GZIPInputStream(Files.newInputStream(store("many").path(many.digest())))) {
      assertThat(Digest.of(plain)).isEqualTo(many.diffId());
    }
  }

  @Test
  void anUnchangedTreeIsFoundAndAChangedByteOfTheSameSizeIsNot() throws Exception {
    Path file = Files.write(folder.resolve("file"), new byte[] {1, 2});
    LayerCache cache = cache("store");
    LayerCache.Layers first = cache.layer("test", holding(Content.of(file)));
    assertThat(first.cached()).isFalse();
    assertThat(cache.layer("test", holding(Content.of(file))).cached()).isTrue();

    var time = Files.getLastModifiedTime(file);
    Files.write(file, new byte[] {1, 3});
    Files.setLastModifiedTime(file, time);
    LayerCache.Layers second = cache.layer("test", holding(Content.of(file)));
    assertThat(second.cached()).isFalse();
    assertThat(second.layers().get(0).diffId()).isNotEqualTo(first.layers().get(0).diffId());
  }

  @Test
  void aFlippedByteInACachedLayerIsNamedAndTheLayerMadeAgain() throws Exception {
    LayerCache cache = cache("store");
    Layer layer = cache.layer("test", tree()).layers().get(0);
    Path blob = store("store").path(layer.digest());
    byte[] bytes = Files.readAllBytes(blob);
    bytes[bytes.length / 2] ^= 1;
    Files.write(blob, bytes);

    LayerCache.Layers again = cache.layer("test", tree());
    assertThat(again.cached()).isFalse();
    assertThat(again.layers()).containsExactly(layer);
    assertThat(remarks)
        .singleElement()
        .asString()
        .contains(layer.digest().hex())
        .contains(Digest.of(bytes).hex())
        .contains("made again");
    assertThat(Digest.of(blob)).isEqualTo(layer.digest());
  }

  @Test
  void aRecordThatWasCutShortIsMadeAgain() throws Exception {
    LayerCache cache = cache("store");
    cache.layer("test", holding(Content.of("x")));
    try (Stream<Path> records = Files.list(folder.resolve("store/records/layers"))) {
      Path record = records.findFirst().orElseThrow();
      Files.writeString(record, Files.readString(record).substring(0, 20));
    }
    assertThat(cache.layer("test", holding(Content.of("x"))).cached()).isFalse();
    assertThat(cache.layer("test", holding(Content.of("x"))).cached()).isTrue();
  }

  @Test
  void contentThatCannotBeReadIsNamedAndNothingIsLeftInTheStore() throws Exception {
    Content broken =
        new Content() {
          @Override
          public long size() {
            return 5_000_000;
          }

          @Override
          public InputStream open() {
            return new InputStream() {
              private final Random random = new Random(1);
              private int left = 4_000_000;

              @Override
              public int read() throws IOException {
                if (left-- < 0) {
                  throw new IOException("the disk is broken");
                }
                return random.nextInt(256);
              }
            };
          }
        };
    assertThatThrownBy(() -> cache("store").write("test", holding(broken)))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("'file' of the test cannot be read")
        .hasMessageContaining("the disk is broken");
    try (Stream<Path> left = Files.list(folder.resolve("store/tmp"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aHardLinkToAnotherLayersFileIsRefused() {
    FileTree tree = new FileTree();
    tree.add("usr/a", new Node.HardLink("usr/b", 0644, 0, 0), "package a");
    assertThatThrownBy(() -> cache("store").layer("test", tree))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("package a has 'usr/a' as another name of 'usr/b'");
  }

  private static FileTree holding(Content content) {
    FileTree tree = new FileTree();
    tree.add("file", new Node.RegularFile(0644, 0, 0, content), "the test");
    return tree;
  }

  private static FileTree tree() {
    byte[] big = new byte[3_000_000];
    new Random(7).nextBytes(big);
    java.util.Arrays.fill(big, 500_000, 2_500_000, (byte) 'x');
    FileTree tree = new FileTree();
    tree.add("usr/bin/big", new Node.RegularFile(0755, 70_000, 70_000, Content.of(big)), "test");
    tree.add("usr/bin/su", new Node.RegularFile(04755, 0, 0, Content.of("su")), "test");
    tree.add("usr/ü" + "x".repeat(120), new Node.RegularFile(0600, 1, 2, Content.of("l")), "test");
    tree.add("usr/a", new Node.HardLink("usr/bin/big", 0755, 70_000, 70_000), "test");
    tree.add("bin", new Node.SymbolicLink("usr/bin", 0, 0), "test");
    return tree;
  }

  private BlobStore store(String name) {
    return new BlobStore(folder.resolve(name));
  }

  private LayerCache cache(String name) {
    return new LayerCache(store(name), workers, 4, listener);
  }

  private TarArchiveInputStream open(Layer layer) throws IOException {
    return new TarArchiveInputStream(
        new GZIPInputStream(
            new BufferedInputStream(Files.newInputStream(store("store").path(layer.digest())))),
        "UTF-8");
  }
}
