package com.genericcorp.hq.builder.store;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files by the SHA-256 of their bytes, and by names that such files were made for. A file is whole
 * or not there: it is written under a temporary name and moved. Several processes may use it.
 */
public final class ContentStore {
  /** The variable that names the store's folder. */
  public static final String VARIABLE = "HQ_IMAGE_STORE";

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,40}");

  private final Path root;
  private static final Duration LONGEST_RUN = Duration.ofDays(1);

  private final AtomicBoolean swept = new AtomicBoolean();
  private final Set<String> checked = ConcurrentHashMap.newKeySet();

  public ContentStore(Path root) {
    this.root = root.toAbsolutePath();
  }

  /** The store of this machine's user. */
  public static ContentStore of(Map<String, String> environment) {
    String named = environment.getOrDefault(VARIABLE, "");
    try {
      return new ContentStore(
          named.isEmpty()
              ? Path.of(System.getProperty("user.home"), ".cache", "agenthq-images")
              : Path.of(named));
    } catch (InvalidPathException problem) {
      throw new InvalidInput("%s is '%s', which is no folder's name", VARIABLE, named);
    }
  }

  public Path root() {
    return root;
  }

  /** Where the file of a hash is, or would be. */
  public Path path(String sha256) {
    if (!HASH.matcher(sha256).matches()) {
      throw new InvalidInput("'%s' is no SHA-256", sha256);
    }
    return root.resolve("sha256").resolve(sha256);
  }

  /**
   * The file of a hash, if it is here. Its bytes are checked once a run.
   *
   * @throws Failed when the file was changed
   */
  public Optional<Path> find(String sha256) throws IOException {
    Path file = path(sha256);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    if (!checked.contains(sha256)) {
      String found = Sha256.of(file);
      if (!found.equals(sha256)) {
        throw new Failed(
            "the stored file %s was changed: expected SHA-256 %s, found %s; delete it, and it is"
                + " fetched or made again",
            file, sha256, found);
      }
      checked.add(sha256);
    }
    return Optional.of(file);
  }

  /** A new empty file to write to, in the folder that it is moved from. */
  public Path temporary() throws IOException {
    return Files.createTempFile(temporaryRoot(), "part-", ".tmp");
  }

  /** A new empty folder, for tools that need one; the caller deletes it. */
  public Path temporaryFolder() throws IOException {
    return Files.createTempDirectory(temporaryRoot(), "folder-");
  }

  private Path temporaryRoot() throws IOException {
    Path folder = root.resolve("tmp");
    Files.createDirectories(folder);
    if (swept.compareAndSet(false, true)) {
      sweep(folder);
    }
    return folder;
  }

  /** Removes what killed runs left; a run that still goes on is younger. */
  private static void sweep(Path folder) throws IOException {
    FileTime old = FileTime.from(Instant.now().minus(LONGEST_RUN));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
            && Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).compareTo(old) < 0) {
          Folders.remove(file);
        }
      }
    }
  }

  /**
   * Takes a whole file over under its hash.
   *
   * @param shown what it is, for people
   * @throws Failed when it has another hash
   */
  public Path adopt(Path temporary, String sha256, String shown) throws IOException {
    String found = Sha256.of(temporary);
    if (!found.equals(sha256)) {
      throw new Failed(
          "%s is not what was expected: SHA-256 %s instead of %s: it is refused",
          shown, found, sha256);
    }
    Path file = path(sha256);
    Files.createDirectories(root.resolve("sha256"));
    force(temporary);
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    checked.add(sha256);
    return file;
  }

  /** The file that was made of a key's inputs, if it is still here. */
  public Optional<Path> derived(String kind, String key) throws IOException {
    Path note = note(kind, key);
    if (!Files.isRegularFile(note)) {
      return Optional.empty();
    }
    String sha256 = Files.readString(note).strip();
    if (!HASH.matcher(sha256).matches()) {
      throw new Failed(
          "the stored file %s was changed: '%s' is no SHA-256; delete it", note, sha256);
    }
    return find(sha256);
  }

  /** Takes over a file that was made of a key's inputs. */
  public Path derive(String kind, String key, Path temporary) throws IOException {
    String sha256 = Sha256.of(temporary);
    Path file = adopt(temporary, sha256, kind);
    Path note = note(kind, key);
    Files.createDirectories(root.resolve(kind));
    Path written = temporary();
    Files.writeString(written, sha256 + "\n");
    force(written);
    Files.move(written, note, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return file;
  }

  private Path note(String kind, String key) {
    if (!KIND.matcher(kind).matches() || !HASH.matcher(key).matches()) {
      throw new IllegalArgumentException(kind + "/" + key);
    }
    return root.resolve(kind).resolve(key);
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
