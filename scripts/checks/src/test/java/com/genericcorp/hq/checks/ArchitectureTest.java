package com.genericcorp.hq.checks;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which module may use which: docs/architecture.md's picture, held. */
class ArchitectureTest {
  private static final String OURS = "com.genericcorp.hq.";

  /** Each module's package, and the modules' packages that it may use. */
  private static final Map<String, List<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("cli", List.of()),
          Map.entry("http", List.of()),
          Map.entry("model", List.of("cli")),
          Map.entry("postgres", List.of("cli")),
          Map.entry("builder", List.of("cli", "model")),
          Map.entry("server", List.of("cli", "http")),
          Map.entry("verify", List.of("cli", "model")),
          Map.entry("local", List.of("cli", "http", "model", "postgres", "verify")),
          Map.entry("tool", List.of("cli", "verify")),
          Map.entry("tour", List.of("cli", "model", "verify")),
          Map.entry("stacks", List.of("cli", "model")),
          Map.entry("account", List.of("cli", "model", "verify")),
          Map.entry("domain", List.of("account", "cli", "model")),
          Map.entry("plan", List.of("cli", "model", "stacks")),
          Map.entry("rehearse", List.of("account", "cli", "model", "plan", "stacks", "verify")),
          Map.entry("deploy", List.of("account", "cli", "model", "plan", "stacks")),
          Map.entry("operate", List.of("account", "cli", "model")),
          Map.entry("bundle", List.of("builder", "cli", "model", "verify")),
          Map.entry("release", List.of("builder", "bundle", "cli", "model", "tool")),
          Map.entry(
              "bench",
              List.of(
                  "builder", "cli", "local", "model", "postgres", "release", "server", "verify")));

  private static JavaClasses ours;

  @BeforeAll
  static void readEveryModule() throws IOException {
    Collection<Path> outputs;
    try (Stream<Path> folders = Files.walk(Repository.root(), 4)) {
      outputs = folders.filter(folder -> folder.endsWith("target/classes")).toList();
    }
    ours = new ClassFileImporter().importPaths(outputs);
  }

  @Test
  void everyModuleIsInThePicture() {
    List<String> found =
        ours.stream()
            .map(one -> one.getPackageName().substring(OURS.length()).split("\\.")[0])
            .distinct()
            .sorted()
            .toList();
    assertThat(found).containsExactlyElementsOf(MAY_USE.keySet().stream().sorted().toList());
  }

  @TestFactory
  Stream<DynamicTest> arrowsPointOneWay() {
    return MAY_USE.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey() + " uses " + entry.getValue(),
                    () -> usesOnly(entry.getKey(), entry.getValue())));
  }

  private static void usesOnly(String module, List<String> others) {
    String[] allowed =
        Stream.concat(Stream.of(module), others.stream())
            .map(name -> OURS + name + "..")
            .toArray(String[]::new);
    noClasses()
        .that(resideInAPackage(OURS + module + ".."))
        .should()
        .dependOnClassesThat(resideInAPackage(OURS + ".").and(not(resideInAnyPackage(allowed))))
        .check(ours);
  }

  @Test
  void packagesOfAModuleHaveNoCycles() {
    slices().matching(OURS + "(*).(*)..").should().beFreeOfCycles().check(ours);
  }

  @Test
  void sqlIsSpokenByTheServerAlone() {
    noClasses()
        .that(
            resideInAnyPackage(
                OURS + "cli..",
                OURS + "http..",
                OURS + "model..",
                OURS + "verify..",
                OURS + "local..",
                OURS + "tour.."))
        .should()
        .dependOnClassesThat(resideInAPackage("java.sql.."))
        .check(ours);
  }

  @Test
  void commandsAreThin() {
    classes()
        .that()
        .areAnnotatedWith(picocli.CommandLine.Command.class)
        .should()
        .onlyDependOnClassesThat(not(resideInAnyPackage("java.sql..", "java.net.http..")))
        .check(ours);
  }

  /** What is named in one class alone is loaded with it, and by nothing else. */
  @Test
  void imagesLoadAwsForEcrAlone() {
    noClasses()
        .that(resideInAPackage(OURS + "builder.."))
        .and()
        .doNotHaveSimpleName("EcrCredentials")
        .should()
        .dependOnClassesThat(resideInAPackage("software.amazon.."))
        .check(ours);
  }

  @Test
  void plansLoadAwsToRefreshPricesAlone() {
    noClasses()
        .that(resideInAnyPackage(OURS + "plan..", OURS + "stacks.."))
        .and(not(resideInAPackage(OURS + "plan.refresh..")))
        .should()
        .dependOnClassesThat(resideInAPackage("software.amazon.."))
        .check(ours);
  }

  @Test
  void deploymentsKnowPulumisAutomationInOnePackage() {
    noClasses()
        .that(resideInAPackage(OURS + "deploy.."))
        .and(not(resideInAPackage(OURS + "deploy.automation..")))
        .should()
        .dependOnClassesThat(resideInAPackage("com.pulumi.."))
        .check(ours);
  }

  @Test
  void theMainJobLoadsNeitherAwsNorPulumiNorTheServersLibraries() throws IOException {
    Path file = Repository.root().resolve("environments/local/target/hq.classpath");
    List<String> jars =
        Arrays.stream(Files.readString(file).split(":"))
            .map(jar -> Path.of(jar).getFileName().toString())
            .toList();
    assertThat(jars).isNotEmpty();
    assertThat(jars)
        .noneMatch(
            jar ->
                jar.matches("(?i).*(aws|pulumi|grpc|jib|flyway|hikari|jdbi|micrometer|logback).*"));
  }
}
