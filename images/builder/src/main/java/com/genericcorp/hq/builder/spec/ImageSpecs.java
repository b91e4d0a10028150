package com.genericcorp.hq.builder.spec;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.yaml.Faults;
import com.genericcorp.hq.model.yaml.NearestName;
import com.genericcorp.hq.model.yaml.Node.Section;
import com.genericcorp.hq.model.yaml.Schema;
import com.genericcorp.hq.model.yaml.SchemaCheck;
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

/** The images that a folder describes: {@code <name>/image.yaml} and {@code image.schema.json}. */
public final class ImageSpecs {
  private static final String FILE = "image.yaml";
  private static final String SCHEMA = "image.schema.json";

  private final Path folder;

  /** The images of a folder, such as the repository's {@code images}. */
  public ImageSpecs(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** The images' names in alphabetical order. */
  public List<String> names() {
    try (Stream<Path> below = Files.list(folder)) {
      return below
          .filter(one -> Files.exists(one.resolve(FILE)))
          .map(one -> String.valueOf(one.getFileName()))
          .sorted()
          .toList();
    } catch (IOException problem) {
      throw new InvalidInput("the folder %s cannot be read: %s", folder, problem);
    }
  }

  /**
   * Reads images, all when none is named.
   *
   * @throws InvalidInput naming every fault of their files, or the known names when one is none
   */
  public List<ImageSpec> load(List<String> wanted) {
    List<String> known = names();
    for (String name : wanted) {
      if (!known.contains(name)) {
        throw new InvalidInput(
            "there is no image '%s'; known: %s%s",
            name, String.join(", ", known), NearestName.hint(name, known));
      }
    }
    List<String> names = wanted.isEmpty() ? known : wanted.stream().distinct().toList();
    if (names.isEmpty()) {
      throw new InvalidInput("%s has no folder with an %s", folder, FILE);
    }
    Faults faults = new Faults();
    Optional<Schema> schema = Schema.read(folder.resolve(SCHEMA), shown(SCHEMA), faults);
    Map<String, Section> trees = new LinkedHashMap<>();
    for (String name : names) {
      Path own = folder.resolve(name);
      YamlFile.read(own.resolve(FILE), shown(name + "/" + FILE), faults)
          .ifPresent(
              tree -> {
                schema.ifPresent(
                    rules -> {
                      new SchemaCheck(rules, faults, "the image").check(tree);
                      SpecRules.check(tree, own, faults);
                    });
                trees.put(name, tree);
              });
    }
    faults.refuse("the images' files");
    List<ImageSpec> specs = new ArrayList<>();
    trees.forEach((name, tree) -> specs.add(SpecBinding.image(name, folder.resolve(name), tree)));
    return specs;
  }

  private String shown(String file) {
    return folder.getFileName() + "/" + file;
  }
}
