package com.genericcorp.hq.builder.blobs;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files named by their SHA-256 ({@code sha256/<hex>}): packages, what was unpacked or linked of
 * them, layers, documents; and small records ({@code records/<kind>/<key>}) that name them. A file
 * is whole or not there: it is written under another name and moved. Several processes may share a
 * store.
 */
public final class BlobStore {
  /** The variable that names another folder. */
  public static final String VARIABLE = "HQ_IMAGE_STORE";

  private static final Duration SAME_USE = Duration.ofHours(1);
  static final String BLOBS = "sha256";

  private final Path root;
  private final Unfinished unfinished;
  private final KnownDigests known;
  private final Records records;
  private final Set<Digest> checked = ConcurrentHashMap.newKeySet();

  public BlobStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
    this.known = new KnownDigests(this.root.resolve("known-files"));
    this.records = new Records(this);
    this.unfinished = new Unfinished(this.root.resolve("tmp"));
  }

  /** {@link #of} this process. */
  public static BlobStore ofThisUser() {
    return of(System.getenv());
  }

  /** {@value #VARIABLE}'s folder, else {@code agenthq-images} in the user's cache. */
  public static BlobStore of(Map<String, String> environment) {
    String named = environment.getOrDefault(VARIABLE, "");
    try {
      return new BlobStore(
          named.isBlank()
              ? Path.of(System.getProperty("user.home"), ".cache", "agenthq-images")
              : Path.of(named));
    } catch (InvalidPathException problem) {
      throw new InvalidInput("%s is '%s', which is no folder's name", VARIABLE, named);
    }
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
      Digest found = known.of(file);
      if (found.equals(digest)) {
        used(file);
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

  /**
   * The file of a digest, if it is there. Its bytes are checked once a run.
   *
   * @throws Failed when the file was changed
   */
  public Optional<Path> intact(Digest digest) throws IOException {
    Path file = path(digest);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    if (!checked.contains(digest)) {
      Digest found = known.of(file);
      if (!found.equals(digest)) {
        throw new Failed(
            "the stored file %s was changed: expected SHA-256 %s, found %s; delete it, and it is"
                + " fetched or made again",
            file, digest.hex(), found.hex());
      }
      used(file);
      checked.add(digest);
    }
    return Optional.of(file);
  }

  /** Its time says to prune when it was used; each change of it has the bytes read once more. */
  private static void used(Path file) throws IOException {
    Instant now = Instant.now();
    if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(SAME_USE))) {
      Files.setLastModifiedTime(file, FileTime.from(now));
    }
  }

  /** Digests of files here and elsewhere that this machine read before. */
  public KnownDigests known() {
    return known;
  }

  /** A new empty file, to be written to and then given to {@link #adopt}; the caller deletes it. */
  public Path temporary() throws IOException {
    return unfinished.file();
  }

  /** A new empty folder, for tools that need one; the caller deletes it. */
  public Path temporaryFolder() throws IOException {
    return unfinished.folder();
  }

  Unfinished unfinished() {
    return unfinished;
  }

  /**
   * Takes a whole file over.
   *
   * @param digest what its bytes must have
   * @param shown what it is, for people
   * @throws Failed when it has another digest
   */
  public Path adopt(Path temporary, Digest digest, String shown) throws IOException {
    Digest found = Digest.of(temporary);
    if (!found.equals(digest)) {
      throw new Failed(
          "%s is not what was expected: SHA-256 %s instead of %s: it is refused",
          shown, found.hex(), digest.hex());
    }
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Path place = moved(temporary, digest);
    checked.add(digest);
    return place;
  }

  Path moved(Path temporary, Digest digest) throws IOException {
    Path place = path(digest);
    Files.createDirectories(root.resolve(BLOBS));
    Files.move(
        temporary, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return place;
  }

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
    return new Incoming(this, unfinished.file());
  }

  /** What names blobs. */
  public Records records() {
    return records;
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
