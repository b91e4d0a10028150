package com.genericcorp.hq.builder.layers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.BlobStore.Verified;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.blobs.Incoming;
import com.genericcorp.hq.builder.files.FileTree;
import com.genericcorp.hq.builder.files.Node;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.LongConsumer;

/** Makes layers, or finds them in the store by what they are made of. */
public final class LayerCache {
  private static final int BUFFER = 1 << 16;
  private static final String RECORDS = "layers/";

  private final BlobStore store;
  private final ExecutorService workers;
  private final int blocks;
  private final LayerListener listener;

  /**
   * A cache.
   *
   * @param workers compress blocks
   * @param blocks how many blocks of 1 MiB a layer may have in memory
   * @param listener hears of progress, and of what was found broken and is made again
   */
  public LayerCache(BlobStore store, ExecutorService workers, int blocks, LayerListener listener) {
    this.store = store;
    this.workers = workers;
    this.blocks = blocks;
    this.listener = listener;
  }

  /** A tree that shall be a layer. */
  public record NamedTree(String name, FileTree tree) {}

  /** Layers, and whether all of them were there. */
  public record Layers(List<Layer> layers, boolean cached) {}

  /** The layer of a tree. */
  public Layers layer(String name, FileTree tree) {
    try {
      Digest key = ContentKey.of(tree, store.known());
      Optional<List<Layer>> found = find(key);
      if (found.isPresent()) {
        // The same content may have another name today.
        return new Layers(found.get().stream().map(one -> renamed(one, name)).toList(), true);
      }
      return keep(key, List.of(write(name, tree)));
    } catch (IOException problem) {
      throw store.unusable(problem);
    }
  }

  private static Layer renamed(Layer one, String name) {
    return new Layer(name, one.diffId(), one.digest(), one.size(), one.diskBytes(), one.files());
  }

  /** The layers of a key, if all are in the store with the right bytes. */
  public Optional<List<Layer>> find(Digest key) {
    Optional<String> record = store.records().find(RECORDS + key.hex());
    if (record.isEmpty()) {
      return Optional.empty();
    }
    List<Layer> layers = read(record.get());
    for (Layer layer : layers) {
      Verified found = store.verified(layer.digest());
      if (found.file().isEmpty()) {
        found
            .wrong()
            .ifPresent(
                wrong ->
                    listener.remark(
                        "the cached layer '%s' (%s) has the digest sha256:%s: it is made again"
                            .formatted(layer.name(), store.path(layer.digest()), wrong.hex())));
        return Optional.empty();
      }
    }
    layers.forEach(listener::found);
    return layers.isEmpty() ? Optional.empty() : Optional.of(layers);
  }

  /** Keeps the layers of a key. */
  public Layers keep(Digest key, List<Layer> layers) {
    List<Map<String, Object>> record = new ArrayList<>();
    for (Layer layer : layers) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", layer.name());
      one.put("diffId", layer.diffId().hex());
      one.put("digest", layer.digest().hex());
      one.put("size", layer.size());
      one.put("diskBytes", layer.diskBytes());
      one.put("files", layer.files());
      record.add(one);
    }
    store.records().keep(RECORDS + key.hex(), Json.print(record));
    return new Layers(layers, false);
  }

  private static List<Layer> read(String record) {
    List<Layer> layers = new ArrayList<>();
    try {
      for (JsonNode one : Json.mapper().readTree(record)) {
        layers.add(
            new Layer(
                one.path("name").asText(),
                new Digest(one.path("diffId").asText()),
                new Digest(one.path("digest").asText()),
                one.path("size").asLong(),
                one.path("diskBytes").asLong(),
                one.path("files").asInt()));
      }
    } catch (JsonProcessingException | InvalidInput broken) {
      return List.of(); // made again
    }
    return layers;
  }

  /** Writes a tree into the store, whatever is there. */
  public Layer write(String name, FileTree tree) {
    MessageDigest packed = Digest.sha256();
    MessageDigest plain = Digest.sha256();
    long bytes =
        tree.entries().values().stream()
            .mapToLong(e -> e.node() instanceof Node.RegularFile f ? f.content().size() : 0)
            .sum();
    listener.begun(name, bytes);
    try (Incoming incoming = store.receive()) {
      Counted counted =
          new Counted(
              new DigestOutputStream(new BufferedOutputStream(incoming.stream(), BUFFER), packed),
              count -> {});
      try (OutputStream gzip = new BlockGzip(counted, workers, blocks);
          Counted tar =
              new Counted(
                  new DigestOutputStream(new BufferedOutputStream(gzip, BUFFER), plain),
                  count -> listener.advanced(name, count))) {
        TarWriter.write(tree, tar);
      }
      Digest digest = Digest.of(packed);
      incoming.keep(digest);
      Layer layer =
          new Layer(name, Digest.of(plain), digest, counted.count, bytes, tree.entries().size());
      listener.ended(layer);
      return layer;
    } catch (IOException problem) {
      throw store.unusable(problem);
    }
  }

  private static final class Counted extends FilterOutputStream {
    private final LongConsumer listener;
    private long count;

    Counted(OutputStream out, LongConsumer listener) {
      super(out);
      this.listener = listener;
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      count += length;
      listener.accept(length);
    }
  }
}
