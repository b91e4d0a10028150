package com.genericcorp.hq.tour;

import com.genericcorp.hq.cli.InvalidInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the presenter says and clicks: {@code docs/demo-script.md}. A scene is a numbered heading,
 * the words as a quotation, and a paragraph that starts with "In the page:".
 */
public record Script(List<Scene> scenes) {
  /** What belongs to one step of the tour. */
  public record Scene(String title, String words, String page) {}

  private static final String FILE = "/demo-script.md";
  private static final String PAGE = "In the page: ";
  private static final Pattern HEADING = Pattern.compile("## (\\d+)\\. (.+)");

  /** The document as it was when this was built. */
  static Script built() {
    try (InputStream in = Objects.requireNonNull(Script.class.getResourceAsStream(FILE), FILE)) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /**
   * Reads the document.
   *
   * @throws InvalidInput naming the scene that has no words, nothing to click, or a wrong number
   */
  static Script parse(String document) {
    List<Scene> scenes = new ArrayList<>();
    for (String part : document.split("\n(?=## )")) {
      Matcher heading = HEADING.matcher(part.lines().findFirst().orElse(""));
      if (!heading.matches()) {
        continue;
      }
      Scene scene = new Scene(heading.group(2), quoted(part), page(part));
      boolean numbered = heading.group(1).equals(Integer.toString(scenes.size() + 1));
      if (!numbered || scene.words().isEmpty() || scene.page().isEmpty()) {
        throw new InvalidInput(
            "demo-script.md: '%s' needs its number in the row, quoted words, and 'In the page:'",
            scene.title());
      }
      scenes.add(scene);
    }
    return new Script(List.copyOf(scenes));
  }

  /** The words of the scene with this title. */
  Scene scene(String title) {
    return scenes.stream()
        .filter(scene -> scene.title().equals(title))
        .findFirst()
        .orElseThrow(() -> new InvalidInput("demo-script.md has no scene '%s'", title));
  }

  private static String quoted(String part) {
    List<String> lines =
        part.lines().filter(line -> line.startsWith("> ")).map(line -> line.substring(2)).toList();
    return String.join(" ", lines);
  }

  private static String page(String part) {
    int at = part.indexOf("\n" + PAGE);
    if (at < 0) {
      return "";
    }
    String paragraph = part.substring(at + 1 + PAGE.length()).split("\n\n", 2)[0];
    return paragraph.replace('\n', ' ').strip();
  }
}
