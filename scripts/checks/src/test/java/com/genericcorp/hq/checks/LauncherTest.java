package com.genericcorp.hq.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.cli.CommandProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code scripts/hq} before any of Java runs. */
class LauncherTest {
  @TempDir Path folder;

  private record Ended(int code, String out, String err) {}

  @Test
  void helpIsThereInAFreshCloneWithoutJavaOrMaven() throws Exception {
    Ended help =
        run(checkout(), Map.of("PATH", "/usr/bin:/bin", "JAVA_HOME", "/nowhere"), "--help");
    assertThat(help.code()).isZero();
    assertThat(help.out()).startsWith("Usage: scripts/hq COMMAND");
    assertThat(folder.resolve(".hq")).doesNotExist();
  }

  @Test
  void helpNamesEveryCommandAndEveryCommandHasAModule() throws Exception {
    String help = run(checkout(), Map.of(), "--help").out();
    String launcher = Files.readString(folder.resolve("scripts/hq"));
    // Several modules bring an 'up'; the launcher starts only one of them at a time.
    Set<String> commands = new TreeSet<>();
    for (CommandProvider provider : ServiceLoader.load(CommandProvider.class)) {
      provider.commands().forEach(one -> commands.add(new CommandLine(one).getCommandName()));
    }
    assertThat(commands).contains("up", "verify", "environments", "images", "release");
    for (String command : commands) {
      assertThat(help).as("help names '%s'", command).containsPattern("(?m)^  " + command + " ");
      assertThat(launcher).containsPattern("(?m)^    (.* \\| )?" + command + "( \\| .*)?\\)$");
    }
  }

  @Test
  void wrongUsageSaysSoAndEndsWithTwo() throws Exception {
    Ended unknown = run(checkout(), Map.of(), "upp");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("There is no command 'upp': see 'scripts/hq --help'.");
    assertThat(run(checkout(), Map.of()).code()).isEqualTo(2);
  }

  @Test
  void aMissingOrOldJavaIsNamedWithItsRemedy() throws Exception {
    Ended missing = run(checkout(), Map.of("JAVA_HOME", "/nowhere"), "environments");
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).contains("JAVA_HOME is /nowhere").contains("JDK 17 or newer");

    Path old = Files.createDirectories(folder.resolve("old-jdk/bin"));
    Path java =
        Files.writeString(
            old.resolve("java"), "#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Ended eleven = run(checkout(), Map.of("JAVA_HOME", old.getParent().toString()), "environments");
    assertThat(eleven.code()).isEqualTo(2);
    assertThat(eleven.err()).contains("is Java 11: install a JDK 17 or newer");
  }

  @Test
  void aBuildThatFailsShowsItsErrorsAndLeavesNoLock() throws Exception {
    Path repository = checkout();
    Files.writeString(repository.resolve("pom.xml"), "<project>");
    Ended failed = run(repository, Map.of(), "environments");
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err()).contains("the build failed").contains("build.log");
    assertThat(repository.resolve(".hq/build/lock")).doesNotExist();
  }

  @Test
  void onlyAnEnvironmentOnAwsIsVerifiedWithWhatAsksAws() throws Exception {
    Path repository = checkout();
    Files.writeString(repository.resolve("pom.xml"), "<project>");
    Path environments = Files.createDirectories(repository.resolve("environments"));
    Files.writeString(environments.resolve("demo.yaml"), "# ours\nplatform: aws # on Fargate\n");
    Files.writeString(environments.resolve("local.yaml"), "platform: embedded\n# not aws\n");
    assertThat(run(repository, Map.of(), "verify", "--json", "demo").err())
        .contains("building stacks/account ");
    assertThat(run(repository, Map.of(), "verify", "local").err())
        .contains("building environments/verify ");
    assertThat(run(repository, Map.of(), "verify", "demo", "--from-outside").err())
        .contains("building environments/verify ");
    assertThat(run(repository, Map.of(), "verify", "nowhere").err())
        .contains("building environments/verify ");
  }

  private Path checkout() throws IOException {
    Path script = folder.resolve("scripts/hq");
    if (!Files.exists(script)) {
      Files.createDirectories(script.getParent());
      Files.copy(Repository.root().resolve("scripts/hq"), script);
      assertThat(script.toFile().setExecutable(true)).isTrue();
    }
    return folder;
  }

  private static Ended run(Path repository, Map<String, String> environment, String... arguments)
      throws Exception {
    String[] command = new String[arguments.length + 2];
    command[0] = "bash";
    command[1] = repository.resolve("scripts/hq").toString();
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    Path out = Files.createTempFile("hq", ".out");
    Path err = Files.createTempFile("hq", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(new java.io.File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    int code = builder.start().waitFor();
    String printed = Files.readString(out, StandardCharsets.UTF_8);
    String problems = Files.readString(err, StandardCharsets.UTF_8);
    Files.delete(out);
    Files.delete(err);
    return new Ended(code, printed, problems);
  }
}
