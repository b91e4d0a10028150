package com.genericcorp.hq.postgres.files;

import com.genericcorp.hq.cli.InvalidInput;
import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Folders that only their owner may enter. */
public final class Folders {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private Folders() {}

  /**
   * Makes the folder (mode 0700) and those above it, or sees that it is this user's own.
   *
   * @throws InvalidInput when it cannot be made or written, or belongs to somebody else
   */
  public static Path makePrivate(Path folder) throws IOException {
    try {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    } catch (AccessDeniedException denied) {
      Path above = nearestThatExists(folder);
      throw new InvalidInput(
          "%s cannot be made: %s belongs to '%s', and this user may not write there; give it to this user, or choose another folder",
          folder, above, Files.getOwner(above).getName());
    } catch (FileSystemException problem) {
      throw new InvalidInput("%s cannot be made: %s", folder, problem.getMessage());
    }
    requireOwn(folder);
    if (!Files.getPosixFilePermissions(folder).equals(OWNER_ONLY)) {
      Files.setPosixFilePermissions(folder, OWNER_ONLY);
    }
    return folder;
  }

  private static Path nearestThatExists(Path folder) {
    Path above = folder.toAbsolutePath();
    while (above.getParent() != null && !Files.exists(above)) {
      above = above.getParent();
    }
    return above;
  }

  /**
   * Sees that an existing folder belongs to this user. Root could write anywhere, but what it
   * writes its owner could not use any more.
   *
   * @throws InvalidInput naming the owner
   */
  public static void requireOwn(Path folder) throws IOException {
    long owner = ((Number) Files.getAttribute(folder, "unix:uid")).longValue();
    if (owner != new UnixSystem().getUid()) {
      throw new InvalidInput(
          "%s belongs to '%s', not to this user; run as that user, or remove the folder as that user",
          folder, Files.getOwner(folder).getName());
    }
  }

  /** Makes a move or a new file in this folder survive a loss of power. */
  public static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
