package com.genericcorp.hq.builder.build;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** What a layer of the store holds, read from its tar. */
public final class LayerContents {
  private LayerContents() {}

  /**
   * An entry of a layer.
   *
   * @param size bytes
   * @param identity differs when kind, mode, owner, target or bytes do
   */
  public record Entry(long size, String identity) {}

  /**
   * The entries by path.
   *
   * @param withBytes whether the identity has the files' digests, which takes longer
   */
  public static Map<String, Entry> of(BlobStore store, Digest layer, boolean withBytes) {
    if (store.verified(layer).file().isEmpty()) {
      throw new InvalidInput(
          "the layer %s is not in the store %s any more: build the image again",
          layer, store.root());
    }
    Map<String, Entry> entries = new TreeMap<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new GZIPInputStream(
                new BufferedInputStream(Files.newInputStream(store.path(layer))), 1 << 16),
            StandardCharsets.UTF_8.name())) {
      for (TarArchiveEntry one = tar.getNextEntry(); one != null; one = tar.getNextEntry()) {
        String identity =
            "%c %o %d:%d %s"
                .formatted(
                    one.getLinkFlag(),
                    one.getMode(),
                    one.getLongUserId(),
                    one.getLongGroupId(),
                    one.getLinkName());
        if (withBytes && one.isFile()) {
          identity += " " + Digest.of(tar);
        }
        entries.put(one.getName(), new Entry(one.getSize(), identity));
      }
    } catch (IOException problem) {
      throw new Failed(problem, "the layer %s cannot be read: %s", layer, problem);
    }
    return entries;
  }
}
