package com.genericcorp.hq.builder.files;

/**
 * What stands at a path. Owners are numbers, as an image has no other names for them; modes are the
 * twelve bits, set-id and sticky bits included. Devices, sockets and pipes have no place in an
 * image.
 */
public sealed interface Node {
  /** Permission bits: 0755. */
  int mode();

  int uid();

  int gid();

  /** A directory. */
  record Directory(int mode, int uid, int gid) implements Node {}

  /** A file with bytes. */
  record RegularFile(int mode, int uid, int gid, Content content) implements Node {}

  /**
   * A symbolic link.
   *
   * @param target as written: relative, or absolute within the image
   */
  record SymbolicLink(String target, int uid, int gid) implements Node {
    @Override
    public int mode() {
      return 0777;
    }
  }

  /**
   * Another name of a file.
   *
   * @param target the path of the file's first name, as {@link FileTree} writes paths
   */
  record HardLink(String target, int mode, int uid, int gid) implements Node {}
}
