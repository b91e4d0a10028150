package com.genericcorp.hq.model;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.yaml.Faults;
import com.genericcorp.hq.model.yaml.NearestName;
import com.genericcorp.hq.model.yaml.Node.Scalar;
import com.genericcorp.hq.model.yaml.Node.Section;
import com.genericcorp.hq.model.yaml.Schema;
import com.genericcorp.hq.model.yaml.YamlFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The environments that a folder describes: a file each, {@code common.yaml} merged under every one
 * of them, and {@code environment.schema.json}.
 */
public final class Environments {
  /** The file whose values every environment has unless its own file says otherwise. */
  static final String COMMON = "common.yaml";

  /** With {@code agenthq-} before it, it is a load balancer's name and a database's in AWS. */
  static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  static final int LONGEST_NAME = 24;
  static final String NAME_WANTED =
      "at most 24 lower-case letters, digits and single hyphens between them, a letter first";

  private static final String SCHEMA = "environment.schema.json";
  private static final String ENDING = ".yaml";

  private final Path folder;

  /** The environments of a folder such as {@link Repository#environments()}. */
  public Environments(Path folder) {
    this.folder = folder;
  }

  /**
   * The environments' names in alphabetical order.
   *
   * @throws InvalidInput when the folder cannot be read, or a file's name can be none of an
   *     environment
   */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(ENDING) && !name.startsWith(".") && !name.equals(COMMON)) {
          names.add(name.substring(0, name.length() - ENDING.length()));
        }
      }
    } catch (IOException | DirectoryIteratorException problem) {
      throw new InvalidInput("the folder %s cannot be read: %s", folder, problem);
    }
    Collections.sort(names);
    for (String name : names) {
      if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
        throw new InvalidInput(
            shown(Scalar.printable(name) + ENDING)
                + ": a file is named like its environment; expected "
                + NAME_WANTED);
      }
    }
    return names;
  }

  /**
   * Reads one environment.
   *
   * @throws InvalidInput naming every fault by file and line, or the known names when this is none
   */
  public Environment load(String name) {
    return load(name, Optional.empty());
  }

  /**
   * Reads one environment in a size.
   *
   * @param size another than the file names; empty: that one
   * @throws InvalidInput as {@link #load(String)}, or naming the known sizes when this is none
   */
  public Environment load(String name, Optional<String> size) {
    return sound(List.of(name)).get(0).environment(size);
  }

  /**
   * Reads one environment in each of its sizes, in the file's order; none if it has no sizes.
   *
   * @throws InvalidInput as {@link #load(String)}
   */
  public List<Environment> loadSizes(String name) {
    EnvironmentFile file = sound(List.of(name)).get(0);
    return file.sizes().stream().map(size -> file.environment(Optional.of(size))).toList();
  }

  /**
   * Reads all environments, in the order of their platforms, then names.
   *
   * @throws InvalidInput naming every fault of all files
   */
  public List<Environment> loadAll() {
    return load(names()).stream()
        .sorted(Comparator.comparing(Environment::platform).thenComparing(Environment::name))
        .toList();
  }

  /**
   * Reads several environments, in this order.
   *
   * @throws InvalidInput naming every fault of their files, or the known names when one is none
   */
  public List<Environment> load(List<String> names) {
    return sound(names).stream().map(file -> file.environment(Optional.empty())).toList();
  }

  /** The files of these environments, in which no fault was found. */
  private List<EnvironmentFile> sound(List<String> names) {
    List<String> known = names();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new InvalidInput(
            "there is no environment "
                + Scalar.quoted(name)
                + "; known: "
                + String.join(", ", known)
                + NearestName.hint(name, known));
      }
    }
    Faults faults = new Faults();
    Optional<Section> common = read(COMMON, faults);
    Optional<Schema> schema = Schema.read(folder.resolve(SCHEMA), shown(SCHEMA), faults);
    List<EnvironmentFile> files = new ArrayList<>();
    for (String name : names) {
      Optional<Section> own = read(name + ENDING, faults);
      if (own.isPresent() && common.isPresent() && schema.isPresent()) {
        Section merged = own.get().over(common.get());
        EnvironmentFile file = new EnvironmentFile(name, merged, schema.get().keys());
        file.check(schema.get(), faults);
        files.add(file);
      }
    }
    faults.refuse();
    return files;
  }

  private Optional<Section> read(String file, Faults faults) {
    return YamlFile.read(folder.resolve(file), shown(file), faults);
  }

  private String shown(String file) {
    return folder.getFileName() + "/" + file;
  }
}
