package com.genericcorp.hq.model.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a YAML (or JSON) file whose root is a map. */
public final class YamlFile {
  /** Larger files are refused before they are parsed. */
  static final int MAX_BYTES = 256 * 1024;

  private YamlFile() {}

  /**
   * Reads the file.
   *
   * @param shown the file's name for people
   * @return its map, or empty when there is none and {@code faults} says why; when single values
   *     are faulty, the rest is returned
   */
  public static Optional<Node.Section> read(Path file, String shown, Faults faults) {
    Place whole = new Place(shown, 0);
    String text;
    try {
      text = text(file);
    } catch (Unusable problem) {
      faults.add(whole, problem.sentence);
      return Optional.empty();
    }
    return parse(text, shown, faults);
  }

  /** The same for a file's text. */
  public static Optional<Node.Section> parse(String text, String shown, Faults faults) {
    Place whole = new Place(shown, 0);
    try {
      Parse parse = new Parse(LoadSettings.builder().setLabel(shown).build());
      Optional<Node> root =
          new TreeBuilder(shown, parse.parseString(text).iterator(), faults).build();
      if (root.isEmpty()) {
        faults.add(whole, "the file is empty; expected keys and values, such as 'platform: aws'");
      } else if (root.get() instanceof Node.Section map) {
        return Optional.of(map);
      } else {
        faults.add(
            root.get().place(),
            "the file holds " + root.get().shown() + "; expected keys and values");
      }
    } catch (TreeBuilder.Stopped problem) {
      faults.add(problem.place, problem.sentence);
    } catch (MarkedYamlEngineException problem) {
      faults.add(place(shown, problem), syntax(problem));
    } catch (ReaderException problem) {
      faults.add(
          new Place(shown, lineOf(text, problem.getPosition())),
          "the character U+%04X is not allowed in YAML; delete it"
              .formatted(problem.getCodePoint()));
    } catch (YamlEngineException problem) {
      faults.add(whole, "this is not YAML: " + problem.getMessage());
    }
    return Optional.empty();
  }

  private static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;
    private final String sentence;

    Unusable(String sentence) {
      super(sentence);
      this.sentence = sentence;
    }
  }

  private static String text(Path file) throws Unusable {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new Unusable("this is not a file; expected YAML");
    }
    byte[] bytes;
    try (InputStream input = Files.newInputStream(file)) {
      bytes = input.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException problem) {
      throw new Unusable("the file is not there");
    } catch (AccessDeniedException problem) {
      throw new Unusable("the file may not be read by this user");
    } catch (IOException problem) {
      throw new Unusable("the file cannot be read: " + problem.getMessage());
    }
    if (bytes.length > MAX_BYTES) {
      throw new Unusable("the file is longer than " + MAX_BYTES / 1024 + " KiB");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException problem) {
      throw new Unusable("the file is not text in UTF-8");
    }
  }

  private static Place place(String shown, MarkedYamlEngineException problem) {
    Optional<Mark> mark = problem.getProblemMark().or(problem::getContextMark);
    return new Place(shown, mark.map(at -> at.getLine() + 1).orElse(0));
  }

  private static String syntax(MarkedYamlEngineException problem) {
    String what = String.valueOf(problem.getProblem());
    if (what.contains("\\t(TAB)")) {
      return "a tab stands where YAML allows only spaces; indent with two spaces";
    }
    String since =
        problem
            .getContextMark()
            .map(at -> " (" + problem.getContext() + " from line " + (at.getLine() + 1) + ")")
            .orElse("");
    return "this is not YAML: "
        + what
        + since
        + "; look at indentation, quotes and colons here and just above";
  }

  private static int lineOf(String text, int position) {
    int end = Math.min(Math.max(position, 0), text.length());
    return 1 + (int) text.substring(0, end).chars().filter(character -> character == '\n').count();
  }
}
