package com.genericcorp.hq.builder.blobs;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.files.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;

/**
 * Files named by their SHA-256 ({@code sha256/<hex>}), and small records that name them. A file is
 * whole or not there: it is written under another name and moved. Several processes may share a
 * store.
 */
public final class BlobStore {
  /** The variable that names another folder. */
  public static final String VARIABLE = "HQ_IMAGE_STORE";

  private static final String BLOBS = "sha256";
  static final String INCOMING = "tmp";
  private static final String RECORDS = "records";

  private final Path root;

  public BlobStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /** {@value #VARIABLE}'s folder, else {@code agenthq-images} in the user's cache. */
  public static BlobStore ofThisUser() {
    String named = System.getenv(VARIABLE);
    if (named != null && !named.isBlank()) {
      return new BlobStore(Path.of(named));
    }
    return new BlobStore(Path.of(System.getProperty("user.home"), ".cache", "agenthq-images"));
  }

  public Path root() {
    return root;
  }

  /** Where a digest's bytes are or would be. */
  public Path path(Digest digest) {
    return root.resolve(BLOBS).resolve(digest.hex());
  }

  /** The file of a digest, if it is there; its bytes are not looked at. */
  public Optional<Path> find(Digest digest) {
    Path file = path(digest);
    return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
  }

  /**
   * The file of a digest, if it is there and its bytes are right; a file that is not is deleted.
   *
   * @return empty when it must be made again
   */
  public Verified verified(Digest digest) {
    Path file = path(digest);
    try {
      Digest found = Digest.of(file);
      if (found.equals(digest)) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now())); // for prune
        return new Verified(Optional.of(file), Optional.empty());
      }
      Files.deleteIfExists(file);
      return new Verified(Optional.empty(), Optional.of(found));
    } catch (NoSuchFileException missing) {
      return new Verified(Optional.empty(), Optional.empty());
    } catch (IOException problem) {
      throw unusable(problem);
    }
  }

  /**
   * What was found of a digest.
   *
   * @param file right bytes
   * @param wrong the digest of other bytes that stood there; they were deleted
   */
  public record Verified(Optional<Path> file, Optional<Digest> wrong) {}

  /** Keeps bytes. */
  public Digest keep(byte[] bytes) {
    Digest digest = Digest.of(bytes);
    if (verified(digest).file().isEmpty()) {
      try (Incoming incoming = receive()) {
        incoming.stream().write(bytes);
        incoming.keep(digest);
      } catch (IOException problem) {
        throw unusable(problem);
      }
    }
    return digest;
  }

  /** A place for bytes whose digest is not known yet. */
  public Incoming receive() throws IOException {
    Path folder = Files.createDirectories(root.resolve(INCOMING));
    return new Incoming(Files.createTempFile(folder, "new", null));
  }

  /** A record by its name, such as {@code layers/<key>}. */
  public Optional<String> record(String name) {
    try {
      return Optional.of(Files.readString(root.resolve(RECORDS).resolve(name)));
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    } catch (IOException problem) {
      throw unusable(problem);
    }
  }

  /** Keeps a record, in place of the one of this name. */
  public void record(String name, String text) {
    try {
      AtomicFile.write(root.resolve(RECORDS).resolve(name), text);
    } catch (IOException problem) {
      throw unusable(problem);
    }
  }

  /** A sentence for a store that cannot be read or written. */
  public Failed unusable(IOException problem) {
    return new Failed(
        problem,
        "the image store %s cannot be used: %s. Free some space ('scripts/hq images prune'), give the"
            + " folder to yourself, or name another with %s",
        root,
        reason(problem),
        VARIABLE);
  }

  private static String reason(IOException problem) {
    String message = String.valueOf(problem.getMessage());
    String kind = problem.getClass().getSimpleName();
    return problem.getClass() == IOException.class ? message : kind + ": " + message;
  }

  /** Bytes on their way into the store. Closing without keeping deletes them. */
  public final class Incoming implements AutoCloseable {
    private final Path file;
    private final OutputStream stream;

    private Incoming(Path file) throws IOException {
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
      Path place = path(digest);
      Files.createDirectories(root.resolve(BLOBS));
      Files.move(file, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return place;
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

  /** The bytes of a digest's file. */
  public long size(Digest digest) {
    try {
      return Files.size(path(digest));
    } catch (IOException problem) {
      throw unusable(problem);
    }
  }

  /** The text of a file of the store in UTF-8. */
  public String text(Digest digest) {
    try {
      return Files.readString(path(digest), StandardCharsets.UTF_8);
    } catch (IOException problem) {
      throw unusable(problem);
    }
  }
}
