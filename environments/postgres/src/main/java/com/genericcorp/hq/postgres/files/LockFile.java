package com.genericcorp.hq.postgres.files;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.postgres.process.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One thread of one process at a time. The system gives the lock back when its holder is killed, so
 * none is ever left behind; the file stays, and says who holds it.
 */
public final class LockFile implements AutoCloseable {
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(1);

  private final FileChannel channel;
  private final FileLock lock;

  private LockFile(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /** As {@link #acquire(Path, String, Duration, Consumer)}, waiting silently. */
  public static LockFile acquire(Path file, String holder, Duration patience) throws IOException {
    return acquire(file, holder, patience, other -> {});
  }

  /**
   * Waits for the lock.
   *
   * @param holder written into the file for those who wait: one line
   * @param waiting told once who holds the lock, if somebody does
   * @throws Failed when another holds it for longer than {@code patience}
   */
  public static LockFile acquire(
      Path file, String holder, Duration patience, Consumer<String> waiting) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      FileLock lock = tryLock(channel);
      if (lock == null) {
        waiting.accept(holder(file));
        lock = await(file, channel, patience);
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap((holder + "\n").getBytes(StandardCharsets.UTF_8)), 0);
      return new LockFile(channel, lock);
    } catch (IOException | RuntimeException problem) {
      channel.close();
      throw problem;
    }
  }

  private static FileLock await(Path file, FileChannel channel, Duration patience)
      throws IOException {
    FileLock[] got = new FileLock[1];
    Await.until(() -> (got[0] = tryLock(channel)) != null, patience);
    if (got[0] == null) {
      throw new Failed(
          "%s has been locked for %d s by %s; wait for it, or end it",
          file, patience.toSeconds(), holder(file));
    }
    return got[0];
  }

  /** Who took the lock writes its name a moment later: that moment is waited for. */
  private static String holder(Path file) {
    String[] name = {""};
    Await.until(() -> !(name[0] = read(file)).isEmpty(), LONGEST_SILENCE);
    return name[0].isEmpty() ? "another process" : name[0];
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException problem) {
      throw new UncheckedIOException("a lock's holder could not be read", problem);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    } catch (IOException problem) {
      throw new UncheckedIOException("a lock could not be taken", problem);
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      channel.truncate(0);
      lock.release();
    }
  }
}
