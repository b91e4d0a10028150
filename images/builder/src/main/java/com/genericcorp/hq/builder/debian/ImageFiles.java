package com.genericcorp.hq.builder.debian;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.model.yaml.Faults;
import com.genericcorp.hq.model.yaml.Node;
import com.genericcorp.hq.model.yaml.Node.Items;
import com.genericcorp.hq.model.yaml.Node.Scalar;
import com.genericcorp.hq.model.yaml.Node.Section;
import com.genericcorp.hq.model.yaml.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The needs as {@code images/<name>/image.yaml} state them under {@code base}; the rest of the
 * files is not looked at.
 */
public final class ImageFiles implements BaseNeedsSource {
  private static final String FILE = "image.yaml";

  private final Path folder;

  /** The images of a repository's folder {@code images}. */
  public ImageFiles(Path folder) {
    this.folder = folder;
  }

  @Override
  public List<BaseNeeds> all() {
    Faults faults = new Faults();
    List<BaseNeeds> all = new ArrayList<>();
    try (Stream<Path> children = Files.list(folder)) {
      for (Path child : children.sorted().toList()) {
        if (Files.exists(child.resolve(FILE))) {
          read(child.resolve(FILE), child.getFileName().toString(), faults).ifPresent(all::add);
        }
      }
    } catch (IOException problem) {
      throw new Failed(problem, "%s cannot be read: %s", folder, problem);
    }
    faults.refuse("the images' files");
    return all;
  }

  private Optional<BaseNeeds> read(Path file, String image, Faults faults) {
    String shown = folder.getFileName() + "/" + image + "/" + FILE;
    return YamlFile.read(file, shown, faults)
        .flatMap(root -> root.find("base"))
        .filter(Section.class::isInstance)
        .map(Section.class::cast)
        .filter(base -> base.entries().containsKey("packages"))
        .map(
            base ->
                new BaseNeeds(
                    image,
                    shown,
                    words(base, "packages", faults),
                    texts(base, "exclude", faults),
                    build(base, faults),
                    texts(base, "wins", faults)));
  }

  /** A runtime that is linked of modules needs the JDK that they are in. */
  private static List<String> build(Section base, Faults faults) {
    List<String> build = words(base, "build", faults);
    base.find("jre.release")
        .filter(Scalar.class::isInstance)
        .map(release -> "openjdk-" + ((Scalar) release).value() + "-jdk-headless")
        .filter(name -> !build.contains(name))
        .ifPresent(build::add);
    return build;
  }

  private static List<String> words(Section base, String key, Faults faults) {
    List<String> words = new ArrayList<>();
    Node node = base.entries().get(key);
    if (node instanceof Items items) {
      for (Node value : items.values()) {
        if (value instanceof Scalar scalar && scalar.value() instanceof String text) {
          words.add(text);
        } else {
          faults.add(value, "base." + key + " holds " + value.shown() + "; expected a name");
        }
      }
    } else if (node != null) {
      faults.add(node, "base." + key + " is " + node.shown() + "; expected a list of names");
    }
    return words;
  }

  private static Map<String, String> texts(Section base, String key, Faults faults) {
    Map<String, String> texts = new LinkedHashMap<>();
    Node node = base.entries().get(key);
    if (node instanceof Section section) {
      section
          .entries()
          .forEach(
              (name, value) -> {
                if (value instanceof Scalar scalar
                    && scalar.value() instanceof String text
                    && !text.isBlank()) {
                  texts.put(name, text);
                } else {
                  faults.add(value, "base." + key + "." + name + " needs a text");
                }
              });
    } else if (node != null) {
      faults.add(node, "base." + key + " is " + node.shown() + "; expected names with texts");
    }
    return texts;
  }
}
