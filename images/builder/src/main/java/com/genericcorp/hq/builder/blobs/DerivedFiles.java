package com.genericcorp.hq.builder.blobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Files of a store that were made of others.
 *
 * @param kind what they are: {@code unpacked}, {@code jre}
 */
public record DerivedFiles(BlobStore store, String kind) {
  /**
   * The file that was made of a key's inputs, if it is still there.
   *
   * @throws com.genericcorp.hq.cli.Failed when it was changed
   */
  public Optional<Path> find(Digest key) throws IOException {
    Optional<Digest> known = store.records().digest(record(key));
    return known.isEmpty() ? Optional.empty() : store.intact(known.get());
  }

  /** Takes over a file that was made of a key's inputs. */
  public Path keep(Digest key, Path temporary) throws IOException {
    Digest digest = Digest.of(temporary);
    Path file = store.adopt(temporary, digest, kind);
    store.records().keep(record(key), digest.hex());
    return file;
  }

  private String record(Digest key) {
    return kind + "/" + key.hex();
  }
}
