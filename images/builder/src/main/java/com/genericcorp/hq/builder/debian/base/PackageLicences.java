package com.genericcorp.hq.builder.debian.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.debian.lock.LockedPackage;
import com.genericcorp.hq.builder.files.FileTree;
import com.genericcorp.hq.cli.Json;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A base's licences, kept beside its layers: nothing is unpacked again to write its bill. */
public final class PackageLicences {
  private static final String RECORDS = "licences/";

  private final BlobStore store;

  public PackageLicences(BlobStore store) {
    this.store = store;
  }

  /**
   * Reads them from a base's tree, and keeps them.
   *
   * @param key the base's
   * @return by the packages' SHA-256
   */
  public Map<String, List<String>> keep(
      Digest key, FileTree tree, Collection<LockedPackage> packages) throws IOException {
    Map<String, List<String>> licences = new TreeMap<>();
    for (LockedPackage one : packages) {
      licences.put(one.sha256(), Licences.of(tree, one.name()));
    }
    store.records().keep(RECORDS + key.hex(), Json.print(licences));
    return licences;
  }

  /** Those that were kept for a base; a record that was cut short is none. */
  public Optional<Map<String, List<String>>> find(Digest key) {
    try {
      Optional<String> record = store.records().find(RECORDS + key.hex());
      return record.isEmpty()
          ? Optional.empty()
          : Optional.of(Json.mapper().readValue(record.get(), new TypeReference<>() {}));
    } catch (JsonProcessingException broken) {
      return Optional.empty();
    }
  }
}
