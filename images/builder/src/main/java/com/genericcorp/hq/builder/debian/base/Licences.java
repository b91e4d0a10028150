package com.genericcorp.hq.builder.debian.base;

import com.genericcorp.hq.builder.files.FileTree;
import com.genericcorp.hq.builder.files.FileTree.Entry;
import com.genericcorp.hq.builder.files.Node;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The licences that a package's {@code copyright} names, by Debian's names: {@code GPL-2+}. */
public final class Licences {
  private static final String FOLDER = "usr/share/doc/";
  private static final int LONGEST = 120;

  /** The machine-readable form, copyright-format 1.0. */
  private static final Pattern FIELD = Pattern.compile("(?m)^License:[ \\t]*(\\S.*?)[ \\t]*$");

  /** Older files only say where Debian keeps the text. */
  private static final Pattern COMMON =
      Pattern.compile("/usr/share/common-licenses/([A-Za-z]+(?:-[0-9]+(?:\\.[0-9]+)?)?)");

  private Licences() {}

  /** The licences of a package in a base, sorted; none when its file names none. */
  public static List<String> of(FileTree tree, String name) throws IOException {
    Optional<Node> folder = tree.find(FOLDER + name).map(Entry::node);
    // Packages of one source often share a folder: usr/share/doc/libstdc++6 -> gcc-14-base
    String at =
        folder.isPresent() && folder.get() instanceof Node.SymbolicLink link
            ? link.target().replaceFirst(".*/", "")
            : name;
    Optional<Node> file = tree.find(FOLDER + at + "/copyright").map(Entry::node);
    if (file.isEmpty() || !(file.get() instanceof Node.RegularFile regular)) {
      return List.of();
    }
    try (InputStream in = regular.content().open()) {
      return named(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  static List<String> named(String copyright) {
    TreeSet<String> names = new TreeSet<>();
    boolean readable = copyright.startsWith("Format:");
    Matcher matcher = (readable ? FIELD : COMMON).matcher(copyright);
    while (matcher.find()) {
      if (matcher.group(1).length() <= LONGEST) {
        names.add(matcher.group(1));
      }
    }
    if (names.isEmpty() && copyright.contains("Permission is hereby granted, free of charge")) {
      names.add("Expat"); // Debian's name for this wording of MIT's
    }
    return List.copyOf(names);
  }
}
