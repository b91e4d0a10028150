package com.genericcorp.hq.builder.debian.deb;

import com.genericcorp.hq.builder.files.FileTree;
import com.genericcorp.hq.builder.files.Node;
import com.genericcorp.hq.cli.Failed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarFile;

/** The files of an unpacked tar as nodes, after the merge of {@code /lib} into {@code /usr/lib}. */
public final class TarContents {
  private static final Set<String> MERGED = Set.of("bin", "sbin", "lib", "lib64");

  /** A file and its place. */
  public record Item(String path, Node node) {}

  private TarContents() {}

  /**
   * Reads a tar's directory; the bytes stay where they are.
   *
   * @param shown the package's name for people
   */
  public static List<Item> read(Path tar, String shown, DebLimits limits) throws IOException {
    List<Item> items = new ArrayList<>();
    try (TarFile file = new TarFile(tar.toFile(), "UTF-8")) {
      for (TarArchiveEntry entry : file.getEntries()) {
        String path = merged(FileTree.normal(relative(entry.getName(), shown), shown));
        if (entry.isDirectory() && MERGED.contains(path)) {
          path = "usr/" + path;
        }
        if (!path.isEmpty()) {
          items.add(new Item(path, node(entry, path, tar, shown)));
        }
        if (items.size() > limits.files()) {
          throw new Failed("%s has more than %d files: it is refused", shown, limits.files());
        }
      }
    } catch (IllegalArgumentException problem) {
      throw new Failed(problem, "%s holds a tar that cannot be read: it is refused", shown);
    }
    return items;
  }

  private static Node node(TarArchiveEntry entry, String path, Path tar, String shown) {
    int mode = entry.getMode() & 07777;
    int uid = id(entry.getLongUserId(), path, shown);
    int gid = id(entry.getLongGroupId(), path, shown);
    if (entry.isSparse()) {
      throw refused(shown, path, "is a sparse file");
    }
    return switch (entry.getLinkFlag()) {
      case TarConstants.LF_DIR -> new Node.Directory(mode, uid, gid);
      case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM ->
          new Node.RegularFile(
              mode, uid, gid, new TarSlice(tar, entry.getDataOffset(), entry.getSize()));
      case TarConstants.LF_SYMLINK ->
          new Node.SymbolicLink(inside(entry.getLinkName(), path, shown), uid, gid);
      case TarConstants.LF_LINK ->
          new Node.HardLink(
              merged(FileTree.normal(relative(entry.getLinkName(), shown), shown)), mode, uid, gid);
      case TarConstants.LF_CHR, TarConstants.LF_BLK -> throw refused(shown, path, "is a device");
      case TarConstants.LF_FIFO -> throw refused(shown, path, "is a pipe");
      default ->
          throw refused(shown, path, "is of an unknown kind '" + (char) entry.getLinkFlag() + "'");
    };
  }

  /** A link's target, unless it climbs above the root. */
  private static String inside(String target, String path, String shown) {
    int depth = target.startsWith("/") ? 0 : path.split("/", -1).length - 1;
    for (String segment : target.split("/", -1)) {
      if (segment.equals("..")) {
        depth--;
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        depth++;
      }
      if (depth < 0) {
        throw refused(shown, path, "links to '" + target + "', outside of the image");
      }
    }
    if (target.isEmpty() || target.indexOf('\0') >= 0) {
      throw refused(shown, path, "links to nothing");
    }
    return target;
  }

  /** Debian's paths begin with {@code ./}; one that begins at the root was meant for a machine. */
  private static String relative(String path, String shown) {
    if (path.startsWith("/")) {
      throw refused(shown, path, "is an absolute path");
    }
    return path;
  }

  private static String merged(String path) {
    int slash = path.indexOf('/');
    return slash > 0 && MERGED.contains(path.substring(0, slash)) ? "usr/" + path : path;
  }

  private static int id(long number, String path, String shown) {
    if (number < 0 || number > 65_535) {
      throw refused(shown, path, "belongs to the number " + number);
    }
    return (int) number;
  }

  private static Failed refused(String shown, String path, String what) {
    return new Failed("%s: '%s' %s: the package is refused", shown, path, what);
  }
}
