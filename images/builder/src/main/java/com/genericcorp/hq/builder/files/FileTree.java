package com.genericcorp.hq.builder.files;

import com.genericcorp.hq.cli.InvalidInput;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Paths and what stands there. Paths are relative to the root and normal: {@code usr/bin/java}.
 * Parents are made when they are missing (0755, root's).
 */
public final class FileTree {
  /**
   * A node and who put it there.
   *
   * @param origin for people: a package's name, or a file of the repository
   */
  public record Entry(Node node, String origin) {}

  private static final int MOST_LENGTH = 4_096;
  private static final Node.Directory PARENT = new Node.Directory(0755, 0, 0);

  private final NavigableMap<String, Entry> entries = new TreeMap<>();

  /** The path in its normal form. */
  public static String normal(String path, String origin) {
    String rest = path;
    while (rest.startsWith("./") || rest.startsWith("/")) {
      rest = rest.substring(rest.startsWith("./") ? 2 : 1);
    }
    while (rest.endsWith("/")) {
      rest = rest.substring(0, rest.length() - 1);
    }
    boolean wrong = rest.length() > MOST_LENGTH || rest.indexOf('\0') >= 0;
    for (String segment : rest.split("/", -1)) {
      wrong |= segment.isEmpty() || segment.equals("..") || segment.equals(".");
    }
    if (wrong && !rest.isEmpty() && !rest.equals(".")) {
      throw new InvalidInput(
          "%s has a file '%s', whose path leads elsewhere or is not normal: it is refused",
          origin, path);
    }
    return rest.equals(".") ? "" : rest;
  }

  /**
   * Puts a node at a path.
   *
   * @throws InvalidInput when something else stands there already, or a parent is no directory
   */
  public void add(String path, Node node, String origin) {
    String at = normal(path, origin);
    if (at.isEmpty()) {
      return; // the root is always there
    }
    Entry there = entries.get(at);
    if (there != null && !(there.node() instanceof Node.Directory && node.equals(there.node()))) {
      boolean directories =
          there.node() instanceof Node.Directory && node instanceof Node.Directory;
      if (!directories || !there.node().equals(PARENT) && !node.equals(PARENT)) {
        throw new InvalidInput(
            "%s and %s both have '%s': say which of them wins, or leave one out",
            there.origin(), origin, at);
      }
      if (node.equals(PARENT)) {
        return;
      }
    }
    ensureParents(at, origin);
    entries.put(at, new Entry(node, origin));
  }

  /** Puts a node at a path, whatever stands there. */
  public void replace(String path, Node node, String origin) {
    String at = normal(path, origin);
    entries.remove(at);
    add(at, node, origin);
  }

  /** Removes what stands at a path and below it. */
  public void remove(String path) {
    String at = normal(path, "the caller");
    entries.remove(at);
    entries.subMap(at + "/", at + "0").clear(); // '0' is the character after '/'
  }

  private void ensureParents(String at, String origin) {
    int slash = at.lastIndexOf('/');
    if (slash < 0) {
      return;
    }
    String parent = at.substring(0, slash);
    Entry there = entries.get(parent);
    if (there == null) {
      ensureParents(parent, origin);
      entries.put(parent, new Entry(PARENT, origin));
    } else if (!(there.node() instanceof Node.Directory)) {
      throw new InvalidInput(
          "%s has '%s', but '%s' is no directory: %s put it there",
          origin, at, parent, there.origin());
    }
  }

  public Optional<Entry> find(String path) {
    return Optional.ofNullable(entries.get(normal(path, "the caller")));
  }

  /** Everything in the order of the paths, so that a directory comes before what is in it. */
  public NavigableMap<String, Entry> entries() {
    return Collections.unmodifiableNavigableMap(entries);
  }
}
