package com.genericcorp.hq.builder.debian.base;

import com.genericcorp.hq.builder.files.FileTree;
import com.genericcorp.hq.builder.files.FileTree.Entry;
import com.genericcorp.hq.builder.files.Node;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Splits the tree by how often its parts change, so that an update sends little. */
final class LayerPlan {
  /** From the one that changes least, and that most images share, to that which changes most. */
  enum Part {
    LIBC("libc"),
    LIBRARIES("libraries"),
    CERTIFICATES("certificates and time zones"),
    JRE("java runtime"),
    PROGRAM("program"),
    ACCOUNTS("accounts");

    private final String shown;

    Part(String shown) {
      this.shown = shown;
    }
  }

  private static final Set<String> LIBC =
      Set.of("base-files", "libc6", "libgcc-s1", "gcc-14-base", "libc-bin");
  private static final Set<String> DATA = Set.of("tzdata", "ca-certificates", Certificates.ORIGIN);

  private final Set<String> named;

  /**
   * A plan.
   *
   * @param named the packages that the image itself names
   */
  LayerPlan(Set<String> named) {
    this.named = named;
  }

  Part of(String origin) {
    if (LIBC.contains(origin)) {
      return Part.LIBC;
    }
    if (DATA.contains(origin)) {
      return Part.CERTIFICATES;
    }
    if (origin.startsWith("openjdk-")) {
      return Part.JRE;
    }
    if (origin.equals(Accounts.ORIGIN)) {
      return Part.ACCOUNTS;
    }
    // A library may be named, too, where nothing depends on it any more.
    boolean library = origin.startsWith("lib") || origin.equals("zlib1g");
    return named.contains(origin) && !library ? Part.PROGRAM : Part.LIBRARIES;
  }

  List<BaseLayer> split(FileTree tree) {
    Map<Part, FileTree> trees = new EnumMap<>(Part.class);
    tree.entries()
        .forEach(
            (path, entry) -> {
              FileTree layer = trees.computeIfAbsent(of(entry.origin()), part -> new FileTree());
              addParents(tree, layer, path);
              layer.add(path, entry.node(), entry.origin());
            });
    List<BaseLayer> layers = new ArrayList<>();
    trees.forEach((part, layer) -> layers.add(new BaseLayer(part.shown, layer)));
    return layers;
  }

  /** A layer that has a directory's file has the directory, too: with its own mode and owner. */
  private static void addParents(FileTree tree, FileTree layer, String path) {
    for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      String parent = path.substring(0, slash);
      if (layer.find(parent).isEmpty()) {
        Entry entry = tree.find(parent).orElseThrow();
        if (entry.node() instanceof Node.Directory directory) {
          layer.add(parent, directory, entry.origin());
        }
      }
    }
  }
}
