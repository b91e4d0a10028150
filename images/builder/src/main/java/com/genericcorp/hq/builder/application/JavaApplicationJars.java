package com.genericcorp.hq.builder.application;

import com.genericcorp.hq.builder.spec.ImageSpec.JavaApplication;
import com.genericcorp.hq.cli.Failed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * The jars of a built module: its own, and those that its manifest's {@code Class-Path} names. What
 * else lies in {@code target/lib} is of an older build and left out.
 *
 * @param application the module's own jar
 * @param beside the jars of the programs beside it
 * @param dependencies of all, in the order of the class paths
 */
public record JavaApplicationJars(Path application, List<Path> beside, List<Path> dependencies) {
  private static final String LIB = "lib/";

  /**
   * Finds them.
   *
   * @param repository the repository's folder
   * @throws Failed when the module is not built, or its jars are not those of one build
   */
  public static JavaApplicationJars of(JavaApplication java, Path repository) {
    JavaApplicationJars own = ofModule(java, repository);
    List<Path> beside = new ArrayList<>();
    Map<String, Path> all = new LinkedHashMap<>();
    own.dependencies().forEach(jar -> all.put(String.valueOf(jar.getFileName()), jar));
    for (JavaApplication other : java.beside()) {
      JavaApplicationJars jars = ofModule(other, repository);
      beside.add(jars.application());
      for (Path jar : jars.dependencies()) {
        Path same = all.putIfAbsent(String.valueOf(jar.getFileName()), jar);
        if (same != null && !sameBytes(same, jar)) {
          throw notBuilt(other, jar + " is of another build than " + same);
        }
      }
    }
    return new JavaApplicationJars(own.application(), beside, List.copyOf(all.values()));
  }

  private static boolean sameBytes(Path one, Path other) {
    try {
      return Files.mismatch(one, other) < 0;
    } catch (IOException problem) {
      throw new Failed(problem, "%s and %s cannot be compared: %s", one, other, problem);
    }
  }

  private static JavaApplicationJars ofModule(JavaApplication java, Path repository) {
    Path target = repository.resolve(java.module()).resolve("target");
    Path jar = target.resolve(java.jar());
    if (!Files.isRegularFile(jar)) {
      throw notBuilt(java, jar + " is not there");
    }
    List<Path> dependencies = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String entry : classPath(java, jar)) {
      Path dependency = target.resolve(entry).normalize();
      boolean inLib = entry.startsWith(LIB) && entry.indexOf('/', LIB.length()) < 0;
      if (inLib && Files.isRegularFile(dependency)) {
        dependencies.add(dependency);
      } else {
        missing.add(entry);
      }
    }
    if (!missing.isEmpty()) {
      throw notBuilt(
          java, jar + " wants " + String.join(", ", missing) + ", which target/lib does not have");
    }
    return new JavaApplicationJars(jar, List.of(), List.copyOf(dependencies));
  }

  private static Set<String> classPath(JavaApplication java, Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      if (file.getEntry(java.mainClass().replace('.', '/') + ".class") == null) {
        throw notBuilt(java, jar + " has no class " + java.mainClass());
      }
      Manifest manifest = file.getManifest();
      Map<Object, Object> attributes = manifest == null ? Map.of() : manifest.getMainAttributes();
      Object entries = attributes.get(Attributes.Name.CLASS_PATH);
      Set<String> names = new LinkedHashSet<>();
      for (String entry : String.valueOf(entries == null ? "" : entries).split(" ", -1)) {
        if (!entry.isBlank()) {
          names.add(entry);
        }
      }
      return names;
    } catch (IOException problem) {
      throw notBuilt(java, jar + " cannot be read: " + problem.getMessage());
    }
  }

  private static Failed notBuilt(JavaApplication java, String what) {
    return new Failed(
        "%s: build it with 'mvn -Dquick -pl %s -am package -DskipTests', or delete its target first",
        what, java.module());
  }
}
