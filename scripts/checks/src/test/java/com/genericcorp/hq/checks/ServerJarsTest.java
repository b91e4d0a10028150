package com.genericcorp.hq.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.genericcorp.hq.builder.application.JavaApplicationJars;
import com.genericcorp.hq.builder.sbom.JarMaterial;
import com.genericcorp.hq.builder.sbom.Material;
import com.genericcorp.hq.builder.spec.ImageSpec;
import com.genericcorp.hq.builder.spec.ImageSpecs;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the server's image says of its jars, and what it gives them to run on. */
class ServerJarsTest {
  private static ImageSpec spec;
  private static JavaApplicationJars jars;

  @BeforeAll
  static void findThem() {
    Path root = Repository.root();
    spec = new ImageSpecs(root.resolve("images")).load(List.of("server")).get(0);
    assumeTrue(
        Files.exists(root.resolve("images/server/target/" + spec.java().orElseThrow().jar())),
        "the server is not packaged: its jars are not looked at");
    jars = JavaApplicationJars.of(spec.java().orElseThrow(), root);
  }

  @Test
  void theBillKnowsWhoPublishesEachJarAndUnderWhichLicence() {
    List<String> unknown =
        jars.dependencies().stream()
            .map(JarMaterial::of)
            .filter(one -> !one.group().equals("com.genericcorp.hq"))
            .filter(one -> one.group().isEmpty() || one.licences().isEmpty())
            .map(Material::purl)
            .toList();
    assertThat(unknown)
        .as("write their group and licence into images/builder's jars.properties")
        .isEmpty();
  }

  /**
   * Modules that jars name and do without: what they would do with them is never asked of them. The
   * tests of the image start it and speak with it.
   */
  private static final Map<String, String> DONE_WITHOUT =
      Map.of(
          "java.desktop", "java.beans, for annotations and editors of beans: records have neither",
          "jdk.jfr", "events for a flight recorder, which jdbi leaves out where there is none");

  @Test
  void theRuntimeHasEveryModuleThatAJarNeeds() {
    Set<String> linked = closure(spec.base().jre().orElseThrow().modules());
    Map<String, Set<String>> wanted = modulesByJars();
    assertThat(wanted.keySet()).as("jdeps found something").contains("java.base", "java.sql");
    DONE_WITHOUT.forEach(
        (module, reason) ->
            assertThat(wanted).as("nothing names it any more: remove it").containsKey(module));
    Map<String, Set<String>> missing = new TreeMap<>(wanted);
    missing.keySet().removeAll(linked);
    missing.keySet().removeAll(DONE_WITHOUT.keySet());
    assertThat(missing)
        .as(
            "write these modules, which the jars behind them need, to base.jre.modules of images/server/image.yaml")
        .isEmpty();
  }

  /** The modules and all that they require. */
  private static Set<String> closure(List<String> modules) {
    Set<String> found = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(modules);
    while (!open.isEmpty()) {
      String name = open.pop();
      if (found.add(name)) {
        ModuleFinder.ofSystem().find(name).stream()
            .flatMap(module -> module.descriptor().requires().stream())
            .filter(one -> !one.modifiers().contains(Requires.Modifier.STATIC))
            .forEach(one -> open.push(one.name()));
      }
    }
    return found;
  }

  private static Map<String, Set<String>> modulesByJars() {
    List<String> words =
        new ArrayList<>(
            List.of(
                "-summary",
                "--ignore-missing-deps",
                "--multi-release",
                Integer.toString(Math.min(21, Runtime.version().feature())),
                "--class-path",
                jars.dependencies().stream().map(Path::toString).collect(Collectors.joining(":")),
                jars.application().toString()));
    jars.dependencies().forEach(jar -> words.add(jar.toString()));
    StringWriter out = new StringWriter();
    int code =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(new PrintWriter(out), new PrintWriter(out), words.toArray(new String[0]));
    assertThat(code).as(out.toString()).isZero();
    Map<String, Set<String>> modules = new TreeMap<>();
    for (String line : out.toString().lines().toList()) {
      String[] arrow = line.split(" -> ", -1);
      if (arrow.length == 2 && arrow[1].matches("(java|jdk)\\..*")) {
        modules.computeIfAbsent(arrow[1], key -> new TreeSet<>()).add(arrow[0]);
      }
    }
    return modules;
  }
}
