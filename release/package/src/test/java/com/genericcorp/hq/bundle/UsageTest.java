package com.genericcorp.hq.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.builder.testing.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Help, and what is refused before anything is done. */
class UsageTest extends PackageProgram {
  @TempDir Path folder;

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
        "preflight",
        "install",
        "verify",
        "status",
        "logs",
        "doctor",
        "backup",
        "restore",
        "upgrade",
        "rollback",
        "start",
        "stop",
        "uninstall"
      })
  void everyCommandHelpsAndThenDoesNothing(String command) throws Exception {
    Path home = TestBundle.unpacked(folder);
    for (String[] words : new String[][] {{command, "--help"}, {command, "--json", "-h"}}) {
      Programs.Ended help = program(home, words);
      assertThat(help.out()).startsWith("Usage: ./agenthq " + command);
      assertThat(help.err()).isEmpty();
      assertThat(help.code()).isZero();
    }
    assertThat(program(home).out()).contains(command);
    try (Stream<Path> made = Files.list(home)) {
      assertThat(made.map(file -> file.getFileName() + "")).containsOnly("agenthq", "releases");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"status", "verify", "logs", "doctor", "stop", "start", "backup", "users list a"})
  void beforeAnInstallItSaysThatThereIsNone(String words) throws Exception {
    Path home = TestBundle.unpacked(folder);
    Programs.Ended ended = program(home, words.split(" "));
    assertThat(ended.err())
        .isEqualTo("agenthq: there is no installation here yet: run './agenthq install'.\n");
    assertThat(ended.code()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--https-port 0|a port, 1 to 65535",
        "--https-port x|a port, 1 to 65535",
        "--tls acmee|one of these is expected",
        "--domain Agent_HQ|a host name in lower case",
        "--domain|--domain needs a value",
        "--dmain a.example.com|there is no option '--dmain'",
      })
  void preflightRefusesWhatInstallWould(String example) throws Exception {
    Path home = TestBundle.unpacked(folder);
    String[] parts = example.split("\\|");
    Programs.Ended refused = program(home, ("preflight " + parts[0]).split(" "));
    assertThat(refused.err()).contains(parts[1]).hasLineCount(1);
    assertThat(refused.code()).isEqualTo(2);
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "backup --to",
        "backup --keep",
        "backup --passphrase-file",
        "restore f --passphrase-file"
      })
  void anOptionWithoutItsValueIsRefusedAndNothingIsDoneWithoutIt(String words) throws Exception {
    Path home = TestBundle.unpacked(folder);
    Programs.Ended refused = program(home, words.split(" "));
    assertThat(refused.err())
        .isEqualTo(
            "agenthq: %s needs a value: './agenthq %s --help'.\n"
                .formatted(words.replaceAll(".* ", ""), words.replaceAll(" .*", "")));
    assertThat(refused.code()).isEqualTo(2);
    assertThat(home.resolve("backups")).doesNotExist();
  }
}
