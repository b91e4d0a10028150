package com.genericcorp.hq.builder.layers;

import com.genericcorp.hq.builder.files.FileTree;
import com.genericcorp.hq.builder.files.Node;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * A tree as a tar: sorted, numeric owners, one time for all, PAX headers only for names that need
 * them. Hard links come last, behind the files that they name.
 */
final class TarWriter {
  /** A second after the epoch, as Jib has it: some programs take zero for "no time". */
  static final FileTime TIME = FileTime.from(Instant.ofEpochSecond(1));

  private static final int PERMISSIONS = 07777;

  private TarWriter() {}

  /** Writes the tree and ends the tar; the stream stays open. */
  static void write(FileTree tree, OutputStream out) throws IOException {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
    for (Map.Entry<String, FileTree.Entry> one : tree.entries().entrySet()) {
      if (!(one.getValue().node() instanceof Node.HardLink)) {
        put(tar, one.getKey(), one.getValue());
      }
    }
    for (Map.Entry<String, FileTree.Entry> one : tree.entries().entrySet()) {
      if (one.getValue().node() instanceof Node.HardLink link) {
        requireTarget(tree, one.getKey(), one.getValue(), link);
        put(tar, one.getKey(), one.getValue());
      }
    }
    tar.finish();
    tar.flush();
  }

  private static void requireTarget(
      FileTree tree, String path, FileTree.Entry entry, Node.HardLink link) {
    boolean there =
        tree.find(link.target())
            .filter(target -> target.node() instanceof Node.RegularFile)
            .isPresent();
    if (!there) {
      throw new InvalidInput(
          "%s has '%s' as another name of '%s', which is no file of the same layer",
          entry.origin(), path, link.target());
    }
  }

  private static void put(TarArchiveOutputStream tar, String path, FileTree.Entry entry)
      throws IOException {
    Node node = entry.node();
    TarArchiveEntry header = header(path, node);
    header.setMode(node.mode() & PERMISSIONS);
    header.setIds(node.uid(), node.gid());
    header.setNames("", "");
    header.setLastModifiedTime(TIME);
    if (!(node instanceof Node.RegularFile file)) {
      tar.putArchiveEntry(header);
      tar.closeArchiveEntry();
      return;
    }
    header.setSize(file.content().size());
    tar.putArchiveEntry(header);
    copy(file, path, entry.origin(), tar);
    tar.closeArchiveEntry();
  }

  /** What cannot be read is the tree's fault, what cannot be written the store's. */
  private static void copy(
      Node.RegularFile file, String path, String origin, TarArchiveOutputStream tar)
      throws IOException {
    byte[] buffer = new byte[1 << 16];
    long left = file.content().size();
    try (InputStream input = opened(file, path, origin)) {
      while (true) {
        int read = read(input, buffer, path, origin);
        left -= Math.max(read, 0);
        if (left < 0 || (read < 0 && left > 0)) {
          throw new Failed("'%s' of %s changed while it was read: run it again", path, origin);
        }
        if (read < 0) {
          return;
        }
        tar.write(buffer, 0, read);
      }
    }
  }

  private static InputStream opened(Node.RegularFile file, String path, String origin) {
    try {
      return file.content().open();
    } catch (IOException problem) {
      throw new Failed(problem, "'%s' of %s cannot be read: %s", path, origin, problem);
    }
  }

  private static int read(InputStream input, byte[] buffer, String path, String origin) {
    try {
      return input.read(buffer);
    } catch (IOException problem) {
      throw new Failed(problem, "'%s' of %s cannot be read: %s", path, origin, problem);
    }
  }

  private static TarArchiveEntry header(String path, Node node) {
    if (node instanceof Node.Directory) {
      return new TarArchiveEntry(path + "/", TarConstants.LF_DIR);
    }
    if (node instanceof Node.SymbolicLink link) {
      TarArchiveEntry header = new TarArchiveEntry(path, TarConstants.LF_SYMLINK);
      header.setLinkName(link.target());
      return header;
    }
    if (node instanceof Node.HardLink link) {
      TarArchiveEntry header = new TarArchiveEntry(path, TarConstants.LF_LINK);
      header.setLinkName(link.target());
      return header;
    }
    return new TarArchiveEntry(path, TarConstants.LF_NORMAL);
  }
}
