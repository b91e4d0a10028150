package com.genericcorp.hq.postgres;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.postgres.process.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One thread of one process at a time. The system gives it back when its holder is killed, so none
 * is ever left behind.
 */
final class FolderLock implements AutoCloseable {
  private final FileChannel channel;
  private final FileLock lock;

  private FolderLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Waits for the lock.
   *
   * @throws Failed when another holds it for longer than {@code patience}
   */
  static FolderLock acquire(Path file, Duration patience) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock[] got = new FileLock[1];
    try {
      if (!Await.until(() -> (got[0] = tryLock(channel)) != null, patience)) {
        throw new Failed(
            "%s has been locked by another process for %d s; wait for it, or end it",
            file, patience.toSeconds());
      }
    } catch (RuntimeException problem) {
      channel.close();
      throw problem;
    }
    return new FolderLock(channel, got[0]);
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
    lock.release();
    channel.close();
  }
}
