package com.genericcorp.hq.builder.debian.base;

import com.genericcorp.hq.builder.files.Content;
import com.genericcorp.hq.builder.files.FileTree;
import com.genericcorp.hq.builder.files.Node;
import java.util.List;

/** Users, groups, where names are looked up, and the folders that every program expects. */
final class Accounts {
  static final String ORIGIN = "accounts";

  private Accounts() {}

  static void addTo(FileTree tree, List<Account> accounts) {
    StringBuilder passwd = new StringBuilder("root:x:0:0:root:/root:/usr/sbin/nologin\n");
    StringBuilder group = new StringBuilder("root:x:0:\ntty:x:5:\nstaff:x:50:\n");
    for (Account one : accounts) {
      passwd
          .append(one.name() + ":x:" + one.uid() + ":" + one.gid())
          .append("::" + one.home() + ":/usr/sbin/nologin\n");
      group.append(one.name() + ":x:" + one.gid() + ":\n");
    }
    passwd.append("nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n");
    group.append("nogroup:x:65534:\n");
    add(tree, "etc/passwd", passwd.toString());
    add(tree, "etc/group", group.toString());
    add(tree, "etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files dns\n");
    for (String temporary : List.of("tmp", "var/tmp")) {
      tree.replace(temporary, new Node.Directory(01777, 0, 0), ORIGIN);
    }
    // base-files has them as empty folders; its script makes links of them.
    linkIfEmpty(tree, "var/run", "/run");
    linkIfEmpty(tree, "var/lock", "/run/lock");
    link(tree, "bin");
    link(tree, "sbin");
    link(tree, "lib");
    if (tree.find("usr/lib64").isPresent()) {
      link(tree, "lib64");
    }
  }

  private static void linkIfEmpty(FileTree tree, String path, String target) {
    String next = tree.entries().higherKey(path + "/");
    if (next == null || !next.startsWith(path + "/")) {
      tree.replace(path, new Node.SymbolicLink(target, 0, 0), ORIGIN);
    }
  }

  /** Packages were laid out below {@code usr}; programs still name the old paths. */
  private static void link(FileTree tree, String name) {
    if (tree.find(name).isEmpty()) {
      tree.add(name, new Node.SymbolicLink("usr/" + name, 0, 0), ORIGIN);
    }
  }

  private static void add(FileTree tree, String path, String text) {
    tree.replace(path, new Node.RegularFile(0644, 0, 0, Content.of(text)), ORIGIN);
  }
}
