package com.genericcorp.hq.builder.blobs;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes on their way into a store. Closing without keeping deletes them. */
public final class Incoming implements AutoCloseable {
  private final BlobStore store;
  private final Path file;
  private final OutputStream stream;

  Incoming(BlobStore store, Path file) throws IOException {
    this.store = store;
    this.file = file;
    this.stream = Files.newOutputStream(file);
  }

  public OutputStream stream() {
    return stream;
  }

  /**
   * Moves the bytes to their place.
   *
   * @param digest the bytes' own; the caller has counted it while it wrote
   */
  public Path keep(Digest digest) throws IOException {
    stream.close();
    return store.moved(file, digest);
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException problem) {
      // The bytes are given up; a full disk often says so twice.
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
