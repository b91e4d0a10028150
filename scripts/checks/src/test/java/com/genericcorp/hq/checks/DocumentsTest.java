package com.genericcorp.hq.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents point at is there. */
class DocumentsTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(#[^)]*)?\\)");
  private static final Pattern IN_THE_TREE =
      Pattern.compile("`((?:environments|images|scripts|docs)/[A-Za-z0-9_./-]+)`");

  private static final Pattern NAMED_TEST = Pattern.compile("`([A-Z]\\w*(?:Test|IT))\\.(\\w+)`");

  @Test
  void everyTestThatTheThreatModelNamesIsThere() throws IOException {
    Path root = Repository.root();
    Map<String, String> sources = new HashMap<>();
    for (String part : List.of("images", "environments", "stacks", "release", "scripts")) {
      try (Stream<Path> files = Files.walk(root.resolve(part))) {
        for (Path file : (Iterable<Path>) files::iterator) {
          String name = file.getFileName().toString();
          if (name.matches("[A-Z]\\w*(Test|IT)\\.java")) {
            sources.merge(name.replace(".java", ""), Files.readString(file), String::concat);
          }
        }
      }
    }
    Matcher named =
        NAMED_TEST.matcher(Files.readString(root.resolve("docs/security/threat-model.md")));
    List<String> missing = new ArrayList<>();
    int found = 0;
    while (named.find()) {
      found++;
      if (!sources.getOrDefault(named.group(1), "").contains(" void " + named.group(2) + "(")) {
        missing.add(named.group());
      }
    }
    assertThat(missing).isEmpty();
    assertThat(found).isGreaterThan(60);
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path document : documents()) {
      String text = Files.readString(document);
      Matcher links = LINK.matcher(text);
      while (links.find()) {
        if (!Files.exists(document.resolveSibling(links.group(1)))) {
          broken.add(document + ": " + links.group(1));
        }
      }
      Matcher paths = IN_THE_TREE.matcher(text);
      while (paths.find()) {
        if (!Files.exists(Repository.root().resolve(paths.group(1)))) {
          broken.add(document + ": " + paths.group(1));
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void everyDocumentIsFoundFromTheReadme() throws IOException {
    String readme = Files.readString(Repository.root().resolve("README.md"));
    for (Path document : documents()) {
      Path path = Repository.root().relativize(document);
      if (path.startsWith("docs")) {
        assertThat(readme).as("README.md links to it").contains("(" + path + ")");
      }
    }
  }

  private static List<Path> documents() throws IOException {
    Path root = Repository.root();
    try (Stream<Path> top = Files.list(root);
        Stream<Path> docs = Files.walk(root.resolve("docs"))) {
      return Stream.concat(top, docs).filter(file -> file.toString().endsWith(".md")).toList();
    }
  }
}
