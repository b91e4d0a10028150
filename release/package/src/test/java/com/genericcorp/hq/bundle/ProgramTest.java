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
import org.junit.jupiter.params.provider.ValueSource;

/** The package's program where no engine is needed. */
class ProgramTest {
  @TempDir Path folder;

  private static Programs.Ended program(Path home, String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of(home.resolve("agenthq").toString()));
    all.addAll(List.of(words));
    return Programs.run(Map.of(), all);
  }

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

  @Test
  void helpIsGivenAndAnUnknownCommandIsRefused() throws Exception {
    Path home = TestBundle.unpacked(folder);
    assertThat(program(home).out()).contains("install", "uninstall");
    assertThat(program(home, "install", "--help").out()).contains("--domain");
    Programs.Ended unknown = program(home, "instal");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err())
        .isEqualTo("agenthq: there is no command 'instal': './agenthq help' lists them.\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AGENTHQ_DOMAN=a.example.com|there is no setting 'AGENTHQ_DOMAN'",
        "PATH=/tmp|there is no setting 'PATH'",
        "AGENTHQ_DOMAIN|KEY=VALUE is expected",
        "AGENTHQ_DOMAIN=$(id).example.com|has a character that it cannot have",
        "AGENTHQ_DOMAIN=\"a.example.com\"|has a character that it cannot have",
        "AGENTHQ_DOMAIN=https://a.example.com|a host name in lower case",
        "AGENTHQ_DOMAIN=localhost|a host name in lower case",
        "AGENTHQ_DOMAIN=192.0.2.1|a host name in lower case",
        "AGENTHQ_DOMAIN=-a.example.com|a host name in lower case",
        "AGENTHQ_DOMAIN=|the domain is not known",
        "AGENTHQ_TLS=acmee|one of these is expected: acme files internal proxy",
        "AGENTHQ_HTTPS_PORT=70000|a port, 1 to 65535",
        "AGENTHQ_HTTPS_PORT=80|another port than AGENTHQ_HTTP_PORT",
        "AGENTHQ_TENANT_HOST={slug}.other.example.com|{slug}.agenthq.example.com is expected",
        "AGENTHQ_EMAIL=nobody|an e-mail address is expected",
        "AGENTHQ_HSTS_SECONDS=soon|a number of seconds",
        "AGENTHQ_SMTP_HOST=mail.example.com|the sender's e-mail address, is expected",
        "AGENTHQ_ALERT_EMAIL=a@example.com|only with AGENTHQ_SMTP_HOST",
        "AGENTHQ_ACME_CA=/no/such/file|there is no such file",
        "AGENTHQ_PROJECT=Agent HQ|lower-case letters, digits"
      })
  void aWrongEnvIsRefusedWithFileAndLine(String example) throws Exception {
    Path home = TestBundle.unpacked(folder);
    String line = example.substring(0, example.indexOf('|'));
    String key = line.replaceAll("=.*", "");
    String others = key.equals("AGENTHQ_DOMAIN") ? "" : "AGENTHQ_DOMAIN=agenthq.example.com\n";
    Files.writeString(home.resolve(".env"), others + line + "\n");
    Programs.Ended refused = program(home, "install");
    assertThat(refused.err()).contains(example.substring(example.indexOf('|') + 1));
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err().lines()).hasSize(1);
    if (!line.equals("AGENTHQ_DOMAIN=")) {
      assertThat(refused.err()).contains(".env:" + (others.isEmpty() ? 1 : 2) + ": ");
    }
    assertThat(home.resolve("secrets")).doesNotExist();
  }

  @Test
  void aSettingThatStandsThereTwiceIsRefused() throws Exception {
    Path home = TestBundle.unpacked(folder);
    Files.writeString(home.resolve(".env"), "AGENTHQ_TLS=files\n\nAGENTHQ_TLS=acme\n");
    Programs.Ended refused = program(home, "status");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains(".env:3: AGENTHQ_TLS stands there twice");
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
