package com.genericcorp.hq.server.place;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder, or one file in it. Files are written under a temporary name that stays locked as long
 * as its writer lives, forced to the disk, then moved; only their owner may read them.
 */
public final class FolderPlace implements ExportPlace {
  private static final String PART = ".part";

  private final Path folder;
  private final @Nullable String file;

  private FolderPlace(Path folder, @Nullable String file) {
    this.folder = folder;
    this.file = file;
  }

  /**
   * The folder of this name where there is one, or where the name ends with a slash; else a file.
   */
  public static FolderPlace of(String text) {
    Path path = Path.of(text).toAbsolutePath().normalize();
    Path parent = path.getParent();
    if (text.endsWith("/") || Files.isDirectory(path) || parent == null) {
      return new FolderPlace(path, null);
    }
    if (!Files.isDirectory(parent)) {
      throw new InvalidInput(
          "%s: there is no folder %s. Make it, or end the name of a folder with '/'", text, parent);
    }
    return new FolderPlace(parent, String.valueOf(path.getFileName()));
  }

  @Override
  public Writing write(String owner, String name, long expectedBytes) throws IOException {
    Files.createDirectories(folder);
    String target = file == null ? name : file;
    String prefix = "." + owner + "~";
    removeAbandoned(prefix);
    long room = Files.getFileStore(folder).getUsableSpace();
    if (room < expectedBytes) {
      throw new Failed(
          "%s has %d MB of room, and up to %d MB may be needed: make room, or choose another place",
          folder, room >> 20, (expectedBytes >> 20) + 1);
    }
    Path part = folder.resolve(prefix + target + PART);
    FileChannel channel =
        FileChannel.open(
            part,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      FileLock lock = lock(channel);
      if (lock == null) {
        throw new Failed("%s is being written by another command: wait for it", part);
      }
      channel.truncate(0);
      return new FileWriting(channel, part, folder.resolve(target));
    } catch (IOException | RuntimeException problem) {
      channel.close();
      throw problem;
    }
  }

  private void removeAbandoned(String prefix) throws IOException {
    try (DirectoryStream<Path> parts =
        Files.newDirectoryStream(
            folder, path -> path.getFileName().toString().startsWith(prefix))) {
      for (Path part : parts) {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
          if (lock(channel) != null) {
            Files.deleteIfExists(part);
          }
        } catch (NoSuchFileException gone) {
          // Its writer has just finished.
        }
      }
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException own) {
      return null;
    }
  }

  @Override
  public String shown() {
    return file == null ? folder.toString() : folder.resolve(file).toString();
  }

  private record FileWriting(FileChannel channel, Path part, Path target) implements Writing {
    @Override
    public OutputStream stream() {
      return Channels.newOutputStream(channel);
    }

    @Override
    public String commit() throws IOException {
      channel.force(true);
      try {
        Files.move(
            part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException problem) {
        throw new IOException(target + " is on another disk than its folder", problem);
      }
      return target.toString();
    }

    @Override
    public void close() throws IOException {
      // Gone by its move when it was committed.
      Files.deleteIfExists(part);
      channel.close();
    }
  }
}
