package com.genericcorp.hq.release.assets;

import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file that is published.
 *
 * @param name as it is downloaded
 * @param size bytes
 */
public record Asset(String name, long size, Digest sha256) implements Comparable<Asset> {
  /** GitHub renames files with other characters, and begins none with a dot. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  /** GitHub takes files below 2 GiB. */
  public static final long MOST_BYTES = (2L << 30) - 1;

  public Asset {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidInput(
          "'%s' cannot be an asset's name: use letters, digits, '.', '_' and '-'", name);
    }
  }

  /** A file as it is now. */
  public static Asset of(Path file) {
    try {
      long size = Files.size(file);
      if (size == 0 || size > MOST_BYTES) {
        throw new InvalidInput("%s has %d bytes; GitHub takes 1 to %d", file, size, MOST_BYTES);
      }
      return new Asset(String.valueOf(file.getFileName()), size, Digest.of(file));
    } catch (IOException problem) {
      throw new Failed(problem, "%s cannot be read: %s", file, problem);
    }
  }

  /** The files of a folder by name. */
  public static List<Asset> in(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Asset::of).sorted().toList();
    } catch (IOException problem) {
      throw new InvalidInput("the folder %s cannot be read: %s", folder, problem);
    }
  }

  /** What GitHub is told it is. */
  public String contentType() {
    return name.endsWith(".gz")
        ? "application/gzip"
        : name.endsWith(".json") ? "application/json" : "text/plain; charset=utf-8";
  }

  @Override
  public int compareTo(Asset other) {
    return name.compareTo(other.name);
  }
}
