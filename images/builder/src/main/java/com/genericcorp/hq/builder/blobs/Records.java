package com.genericcorp.hq.builder.blobs;

import com.genericcorp.hq.cli.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A store's small texts by name, such as {@code layers/<key>}, that name its blobs. */
public final class Records {
  static final String FOLDER = "records";

  private final BlobStore store;
  private final Path folder;

  Records(BlobStore store) {
    this.store = store;
    this.folder = store.root().resolve(FOLDER);
  }

  /** The record of a name. */
  public Optional<String> find(String name) {
    try {
      return Optional.of(Files.readString(folder.resolve(name)));
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    } catch (IOException problem) {
      throw store.unusable(problem);
    }
  }

  /** The digest that a record is; a record that was cut short is none. */
  public Optional<Digest> digest(String name) {
    return find(name).map(String::strip).filter(Digest::isHex).map(Digest::new);
  }

  /** Keeps a record, in place of the one of this name; the disk is not asked for the same again. */
  public void keep(String name, String text) {
    if (find(name).filter(text::equals).isPresent()) {
      return;
    }
    try {
      AtomicFile.write(folder.resolve(name), text);
    } catch (IOException problem) {
      throw store.unusable(problem);
    }
  }
}
