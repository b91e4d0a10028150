package com.genericcorp.hq.builder.debian.jre;

import com.genericcorp.hq.builder.debian.deb.DebLimits;
import com.genericcorp.hq.builder.debian.deb.TarContents;
import com.genericcorp.hq.builder.debian.deb.TarContents.Item;
import com.genericcorp.hq.cli.Failed;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Keeps what jlink made as one file. Modes are set here, as jlink's follow the umask; owners are
 * root, times are nothing.
 */
final class LinkedTar {
  /** Above all names, as those of a package are below {@code usr}. */
  private static final String FOLDER = "jre/";

  private LinkedTar() {}

  /** What a tar that was written here holds, from the runtime's own root. */
  static List<Item> read(Path tar) throws IOException {
    return TarContents.read(tar, "the linked Java runtime", DebLimits.DEFAULT).stream()
        .map(item -> new Item(item.path().substring(FOLDER.length()), item.node()))
        .toList();
  }

  static void write(Path linked, Path tar) throws IOException {
    List<Path> files;
    try (Stream<Path> walked = Files.walk(linked)) {
      files = walked.filter(path -> !path.equals(linked)).sorted().toList();
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(tar), 1 << 16);
        TarArchiveOutputStream archive = new TarArchiveOutputStream(out, "UTF-8")) {
      archive.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Path file : files) {
        String name = linked.relativize(file).toString();
        if (Files.isSymbolicLink(file)) {
          TarArchiveEntry entry = new TarArchiveEntry(FOLDER + name, TarConstants.LF_SYMLINK);
          entry.setLinkName(Files.readSymbolicLink(file).toString());
          put(archive, entry, 0777);
          archive.closeArchiveEntry();
        } else if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          put(archive, new TarArchiveEntry(FOLDER + name + "/"), 0755);
          archive.closeArchiveEntry();
        } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          TarArchiveEntry entry = new TarArchiveEntry(FOLDER + name);
          entry.setSize(Files.size(file));
          put(archive, entry, isProgram(name) ? 0755 : 0644);
          Files.copy(file, archive);
          archive.closeArchiveEntry();
        } else {
          throw new Failed("jlink made '%s', which is neither file, folder nor link", name);
        }
      }
    }
  }

  private static boolean isProgram(String name) {
    return name.startsWith("bin/") || name.equals("lib/jspawnhelper") || name.equals("lib/jexec");
  }

  private static void put(TarArchiveOutputStream archive, TarArchiveEntry entry, int mode)
      throws IOException {
    entry.setMode(mode);
    entry.setIds(0, 0);
    entry.setNames("", "");
    entry.setModTime(0);
    archive.putArchiveEntry(entry);
  }
}
