package com.genericcorp.hq.builder.debian.mirror;

import com.genericcorp.hq.builder.debian.archive.Paragraphs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The archives that apt's configuration names: {@code sources.list} and {@code sources.list.d}. */
final class AptSources {
  private static final Set<String> FIELDS =
      Set.of("Types", "URIs", "Suites", "Components", "Enabled");

  /**
   * An entry that is in use.
   *
   * @param uri as written
   */
  record Entry(String uri, List<String> suites, List<String> components) {
    Entry {
      suites = List.copyOf(suites);
      components = List.copyOf(components);
    }
  }

  private AptSources() {}

  /**
   * All entries for binary packages, in apt's order of files.
   *
   * @param folder apt's: {@code /etc/apt}
   */
  static List<Entry> read(Path folder) {
    List<Entry> entries = new ArrayList<>();
    Path list = folder.resolve("sources.list");
    try {
      if (Files.isReadable(list)) {
        entries.addAll(oneLine(Files.readAllLines(list, StandardCharsets.UTF_8)));
      }
      Path parts = folder.resolve("sources.list.d");
      if (Files.isDirectory(parts)) {
        try (Stream<Path> files = Files.list(parts)) {
          for (Path file : files.sorted().filter(Files::isReadable).toList()) {
            String name = file.getFileName().toString();
            if (name.endsWith(".list")) {
              entries.addAll(oneLine(Files.readAllLines(file, StandardCharsets.UTF_8)));
            } else if (name.endsWith(".sources")) {
              entries.addAll(deb822(file));
            }
          }
        }
      }
    } catch (IOException problem) {
      throw new UncheckedIOException("apt's configuration cannot be read", problem);
    }
    return entries;
  }

  /** {@code deb [options] URI suite component…}; comments and options are left alone. */
  private static List<Entry> oneLine(List<String> lines) {
    List<Entry> entries = new ArrayList<>();
    for (String line : lines) {
      String text = line.replaceFirst("#.*", "").strip();
      if (!text.matches("deb\\s.*")) {
        continue;
      }
      String[] words = text.substring(3).strip().replaceFirst("^\\[[^]]*]\\s*", "").split("\\s+");
      if (words.length >= 2) {
        entries.add(
            new Entry(words[0], List.of(words[1]), Arrays.asList(words).subList(2, words.length)));
      }
    }
    return entries;
  }

  private static List<Entry> deb822(Path file) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (BufferedReader in = Files.newBufferedReader(file)) {
      Paragraphs paragraphs = new Paragraphs(in, file.toString(), FIELDS);
      for (Optional<Map<String, String>> next = paragraphs.next();
          next.isPresent();
          next = paragraphs.next()) {
        Map<String, String> fields = next.get();
        boolean enabled =
            !Set.of("no", "false", "0", "off").contains(fields.getOrDefault("Enabled", "yes"));
        if (enabled && words(fields, "Types").contains("deb")) {
          for (String uri : words(fields, "URIs")) {
            entries.add(new Entry(uri, words(fields, "Suites"), words(fields, "Components")));
          }
        }
      }
    }
    return entries;
  }

  private static List<String> words(Map<String, String> fields, String name) {
    return Arrays.stream(fields.getOrDefault(name, "").split("\\s+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
