package com.genericcorp.hq.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.genericcorp.hq.builder.testing.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The package's program where no engine is needed, in every POSIX shell that this machine has. */
class ProgramTest extends PackageProgram {
  @TempDir Path folder;

  @Test
  void shellcheckHasNothingToSay() throws Exception {
    assumeTrue(Programs.find("shellcheck").isPresent(), "no shellcheck: scripts are not checked");
    Path home = TestBundle.unpacked(folder);
    Programs.Ended checked =
        Programs.run(
            "sh",
            "-c",
            "cd \"$1/releases/1.0.0\" && shellcheck -x agenthq ../../agenthq",
            "sh",
            home.toString());
    assertThat(checked.out() + checked.err()).isEmpty();
    assertThat(checked.code()).isZero();
  }

  @Test
  void theLauncherTakesTheCurrentReleaseElseTheNewest() throws Exception {
    Path home = TestBundle.unpacked(folder);
    for (String version : List.of("0.9.10", "1.0.0-rc.1", "0.10.2")) {
      Path other = Files.createDirectory(home.resolve("releases").resolve(version));
      Files.writeString(other.resolve("VERSION"), version + "\n");
      Files.writeString(other.resolve("agenthq"), "echo other\n");
    }
    assertThat(program(home, "version").out()).isEqualTo("1.0.0\n");
    Files.writeString(home.resolve("current"), "0.9.10\n");
    assertThat(program(home, "version").out()).isEqualTo("other\n");
    Files.writeString(home.resolve("current"), "3.0.0\n");
    Programs.Ended missing = program(home, "version");
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).contains("there is no release '3.0.0'");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void linesOfEnvAreFilledAndAppendedAndNeverRewritten(List<String> shell) throws Exception {
    Path home = TestBundle.unpacked(folder);
    String own = "# mine\nAGENTHQ_DOMAIN=\nAGENTHQ_TLS=files\nAGENTHQ_EMAIL=a@example.com\n";
    Files.writeString(home.resolve(".env"), own);
    Programs.Ended ended =
        sh(
            shell,
            home,
            "mkdir -p \"$home/state\"; settings_fill AGENTHQ_DOMAIN b.example.com;"
                + " settings_fill AGENTHQ_EMAIL c@example.com; settings_append_new;"
                + " settings_append_new; settings_load; echo $AGENTHQ_DOMAIN $AGENTHQ_EMAIL $AGENTHQ_PROJECT");
    assertThat(ended.out()).as(ended.err()).isEqualTo("b.example.com a@example.com agenthq\n");
    String now = Files.readString(home.resolve(".env"));
    assertThat(now).startsWith(own.replace("DOMAIN=", "DOMAIN=b.example.com"));
    assertThat(now.lines().filter(line -> line.startsWith("AGENTHQ_PROJECT="))).hasSize(1);
    assertThat(now).contains("# The name of the Compose project");
    assertThat(Files.getPosixFilePermissions(home.resolve(".env"))).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void theCustomersOwnComposeFileComesLast(List<String> shell) throws Exception {
    Path home = TestBundle.unpacked(folder);
    String script =
        "docker() { printf '%s\\n' \"$*\"; }; settings_load; AGENTHQ_TLS=internal; compose ps";
    Path release = home.resolve("releases/1.0.0");
    String ours = "-f %s/compose.yaml -f %s/compose.tls.yaml".formatted(release, release);
    assertThat(sh(shell, home, script).out()).endsWith(ours + " ps\n");
    Path own = Files.writeString(home.resolve("compose.override.yaml"), "services: {}\n");
    assertThat(sh(shell, home, script).out()).endsWith(ours + " -f " + own + " ps\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void whoHoldsTheLockIsNamedAndADeadOnesIsTakenOver(List<String> shell) throws Exception {
    Path home = TestBundle.unpacked(folder);
    String busy = "lock install; ( trap - EXIT; lock upgrade ) || echo \"refused $?\"";
    Programs.Ended refused = sh(shell, home, busy);
    assertThat(refused.out()).isEqualTo("refused 1\n");
    assertThat(refused.err()).contains("'install' (process ").contains("works on " + home);
    assertThat(home.resolve("state/lock")).doesNotExist();

    sh(shell, home, "lock install; kill -9 $$");
    assertThat(home.resolve("state/lock")).exists();
    Programs.Ended next = sh(shell, home, "lock upgrade; echo mine");
    assertThat(next.out()).as(next.err()).isEqualTo("mine\n");
    assertThat(next.err()).contains("The lock of 'install'").contains("is taken over");
    assertThat(home.resolve("state/lock")).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void ofManyWhoFindTheLockOfADeadOneNoTwoHaveItAtOnce(List<String> shell) throws Exception {
    Path home = TestBundle.unpacked(folder);
    sh(shell, home, "lock install; kill -9 $$");
    String racer =
        "lock racer; mkdir \"$home/alone\" && echo got; sleep 0.3; rmdir \"$home/alone\"";
    List<String> words = new ArrayList<>(List.of("timeout", "60", "sh", "-c"));
    words.add("for i in 1 2 3 4 5 6; do \"$@\" & done; wait");
    words.add("sh");
    words.addAll(shell);
    words.addAll(List.of("-c", LIBRARIES, "sh", home + "/releases/1.0.0", home.toString(), racer));
    Programs.Ended raced = Programs.run(Map.of(), words);
    // Who comes when the first has ended may have it, too; nobody while another holds it.
    assertThat(raced.out()).as(raced.err()).startsWith("got\n");
    assertThat(raced.err()).contains("is taken over").doesNotContain("mkdir", "rmdir");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void anInterruptedCommandIsFinishedByItsNextCallAndNoOtherIsBegun(List<String> shell)
      throws Exception {
    Path home = TestBundle.unpacked(folder);
    String job =
        "lock job; journal_begin job; one() { echo one; }; two() { test -e \"$home/well\"; };"
            + " step first First one; step second Second two; journal_end";
    Programs.Ended failed = sh(shell, home, job);
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err())
        .contains("the step \"Second\" did not succeed")
        .contains("Run './agenthq job' again");
    Programs.Ended other = sh(shell, home, "lock other; journal_begin other");
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.err())
        .contains("was interrupted at the step 'second': run './agenthq job' first");
    Files.createFile(home.resolve("well"));
    Programs.Ended again = sh(shell, home, job);
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.err()).contains("it goes on from there");
    assertThat(home.resolve("state/journal")).doesNotExist();
  }

  @Test
  void withoutDockerItSaysWhatToInstall() throws Exception {
    Path home = TestBundle.unpacked(folder);
    Path programs = Files.createDirectory(folder.resolve("bin"));
    for (String name :
        List.of(
            "sh", "sed", "sort", "sleep", "tr", "grep", "dirname", "cat", "date", "id", "ln", "rm",
            "mkdir", "chmod", "awk", "mv", "cp", "cut", "env", "tail", "head")) {
      Files.createSymbolicLink(programs.resolve(name), Programs.find(name).orElseThrow());
    }
    Programs.Ended ended =
        Programs.run(
            Map.of("PATH", programs.toString()),
            List.of(
                "/bin/sh",
                home.resolve("agenthq").toString(),
                "install",
                "--domain",
                "agenthq.localhost",
                "--tls",
                "internal"));
    assertThat(ended.err()).contains("there is no 'docker' on the path: install Docker Engine");
    assertThat(ended.code()).isEqualTo(1);
  }
}
