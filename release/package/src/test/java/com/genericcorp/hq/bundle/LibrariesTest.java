package com.genericcorp.hq.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.builder.testing.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The program's libraries, in every POSIX shell that this machine has. */
class LibrariesTest {
  /** Sources the program's libraries as the program does, then runs its argument. */
  private static final String LIBRARIES =
      """
      set -eu
      release=$1 home=$2 version=1.0.0
      for one in say files lock journal exit requirements settings engine package; do . "$release/lib/$one.sh"; done
      eval "$3"
      """;

  @TempDir Path folder;

  static Stream<List<String>> shells() {
    return Stream.of(List.of("dash"), List.of("busybox", "sh"), List.of("bash", "--posix"))
        .filter(shell -> Programs.find(shell.get(0)).isPresent());
  }

  private static Programs.Ended sh(List<String> shell, Path home, String script) throws Exception {
    List<String> words = new ArrayList<>(List.of("timeout", "60"));
    words.addAll(shell);
    words.addAll(List.of("-c", LIBRARIES, "sh", home + "/releases/1.0.0", home.toString(), script));
    return Programs.run(Map.of(), words);
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

  @ParameterizedTest
  @MethodSource("shells")
  void whatTheCustomerWantsOtherwiseComesAfterWhatTheReleaseSays(List<String> shell)
      throws Exception {
    Path home = TestBundle.unpacked(folder);
    String words =
        "docker() { for word; do printf '%s\\n' \"${word##*/}\"; done; };"
            + " AGENTHQ_TLS=acme AGENTHQ_MONITORING=no AGENTHQ_PROJECT=p; compose up";
    assertThat(sh(shell, home, words).out()).doesNotContain("override");
    Files.writeString(home.resolve("compose.override.yaml"), "services: {}\n");
    assertThat(sh(shell, home, words).out())
        .contains("-f\ncompose.yaml\n-f\ncompose.tls.yaml\n-f\ncompose.override.yaml\nup\n");
  }

  @Test
  void aChangedAddedOrMissingFileOfThePackageIsNamed() throws Exception {
    Path home = TestBundle.unpacked(folder);
    Path release = home.resolve("releases/1.0.0");
    List<String> shell = List.of("sh");
    String check = "mkdir -p \"$home/state\"; package_check; echo right";
    assertThat(sh(shell, home, check).out()).isEqualTo("right\n");
    Path compose = release.resolve("compose.yaml");
    String right = Files.readString(compose);
    Files.writeString(compose, right + "\n");
    assertThat(sh(shell, home, check).err())
        .contains("compose.yaml in")
        .contains("is not as it was packed");
    Files.writeString(compose, right);
    Files.writeString(release.resolve("lib/more.sh"), "");
    assertThat(sh(shell, home, check).err()).contains("missing or added: lib/more.sh");
    Files.delete(release.resolve("lib/more.sh"));
    Files.delete(release.resolve("docs/self-hosting.md"));
    Programs.Ended missing = sh(shell, home, check);
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.err()).contains("missing or added: docs/self-hosting.md");
  }
}
