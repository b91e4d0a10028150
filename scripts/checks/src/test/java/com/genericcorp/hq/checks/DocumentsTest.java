package com.genericcorp.hq.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents point at is there. */
class DocumentsTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(#[^)]*)?\\)");
  private static final Pattern IN_THE_TREE =
      Pattern.compile("`((?:environments|images|scripts|docs)/[A-Za-z0-9_./-]+)`");

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
