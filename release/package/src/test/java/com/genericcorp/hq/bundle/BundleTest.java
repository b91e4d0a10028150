package com.genericcorp.hq.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.builder.testing.Programs;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.model.Environments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleTest {
  @TempDir Path folder;

  @Test
  void theSameInputsMakeTheSameBytesInAnyTimeZoneLocaleAndUmask() throws Exception {
    List<List<String>> circumstances =
        List.of(
            List.of("umask 022; TZ=UTC LC_ALL=C exec \"$@\""),
            List.of("umask 077; TZ=Asia/Kathmandu LC_ALL=tr_TR.UTF-8 exec \"$@\""));
    for (int at = 0; at < circumstances.size(); at++) {
      Path place = Files.createDirectory(folder.resolve("place " + at));
      List<String> words = new ArrayList<>(List.of("sh", "-c"));
      words.addAll(circumstances.get(at));
      words.addAll(
          List.of(
              "sh",
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-cp",
              System.getProperty("java.class.path"),
              TestBundle.class.getName(),
              place.toString()));
      Programs.Ended ended = Programs.run(Map.of(), words);
      assertThat(ended.code()).as(ended.err()).isZero();
    }
    for (String name : List.of("online", "offline")) {
      assertThat(folder.resolve("place 0").resolve(name))
          .hasSameBinaryContentAs(folder.resolve("place 1").resolve(name));
    }
  }

  @Test
  void whatIsUnpackedIsWhatItsChecksumsSay() throws Exception {
    Path home = TestBundle.unpacked(folder);
    Path release = home.resolve("releases/1.0.0");
    assertThat(Files.isExecutable(home.resolve("agenthq"))).isTrue();
    Programs.Ended checked =
        Programs.run("sh", "-c", "cd \"$1\" && sha256sum -c SHA256SUMS", "sh", release.toString());
    assertThat(checked.code()).as(checked.out() + checked.err()).isZero();
    try (Stream<Path> files = Files.walk(release)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).as(file + "").doesNotContain("@{");
      }
    }
  }

  @Test
  void theOfflinePackageHasATarForEachImageAndPlatform() throws Exception {
    Path archive = folder.resolve("offline.tar.gz");
    TestBundle.in(folder).writeOffline(archive);
    Path release = TestBundle.unpack(archive, folder.resolve("there")).resolve("releases/1.0.0");
    JsonNode digests = Json.mapper().readTree(release.resolve("digests.json").toFile());
    assertThat(digests.path("version").asText()).isEqualTo("1.0.0");
    assertThat(digests.path("images")).hasSize(10);
    String compose = Files.readString(release.resolve("compose.yaml"));
    for (JsonNode image : digests.path("images")) {
      String architecture = image.path("platform").asText().substring("linux/".length());
      assertThat(release.resolve("images"))
          .isDirectoryContaining(
              file -> file.endsWith(image.path("name").asText() + "-" + architecture + ".tar"));
      assertThat(compose).contains("image: " + image.path("reference").asText() + "\n");
    }
    assertThat(compose).contains("pull_policy: never");
  }

  @Test
  void onlineImagesArePulledByDigest() throws Exception {
    Path release = TestBundle.unpacked(folder).resolve("releases/1.0.0");
    assertThat(Files.readAllLines(release.resolve("compose.yaml")))
        .filteredOn(line -> line.contains(" image: "))
        .hasSizeGreaterThan(5)
        .allMatch(
            line ->
                line.matches(
                    " +image: registry\\.example\\.com/acme/agenthq-[a-z]+@sha256:[0-9a-f]{64}"));
  }

  @Test
  void aVersionThatChangesNothingLeavesEveryContainerAsItWas() throws Exception {
    Bundle first = TestBundle.in(folder);
    Bundle second =
        new Bundle(first.repository(), first.environment(), "1.1.0", first.images(), first.store());
    for (boolean offline : new boolean[] {false, true}) {
      List<String> composed = new ArrayList<>();
      for (Bundle bundle : List.of(first, second)) {
        Path archive = folder.resolve(bundle.version() + offline);
        if (offline) {
          bundle.writeOffline(archive);
        } else {
          bundle.writeOnline(archive, "registry.example.com/acme");
        }
        Path release =
            TestBundle.unpack(archive, folder.resolve("of " + archive.getFileName()))
                .resolve("releases")
                .resolve(bundle.version());
        for (String name : List.of("compose.yaml", "compose.tls.yaml", "compose.proxy.yaml")) {
          composed.add(Files.readString(release.resolve(name)).replaceFirst("# AgentHQ .*", ""));
        }
      }
      assertThat(composed.subList(3, 6)).isEqualTo(composed.subList(0, 3));
    }
  }

  @Test
  void everySettingIsExplained() throws Exception {
    List<String> lines =
        Files.readAllLines(TestBundle.unpacked(folder).resolve("releases/1.0.0/.env.example"));
    for (int at = 0; at < lines.size(); at++) {
      if (lines.get(at).startsWith("AGENTHQ_")) {
        assertThat(lines.get(at - 1)).as(lines.get(at)).matches("(#|AGENTHQ_).+");
      } else {
        assertThat(lines.get(at)).matches("#.*|");
      }
    }
  }

  @Test
  void everySettingIsReadBySomething() throws Exception {
    Path release = TestBundle.unpacked(folder).resolve("releases/1.0.0");
    StringBuilder readers = new StringBuilder();
    try (Stream<Path> files = Files.walk(release)) {
      for (Path file : files.filter(one -> one.toString().matches(".*\\.(sh|yaml|yml)")).toList()) {
        readers.append(Files.readString(file));
      }
    }
    for (String line : Files.readAllLines(release.resolve(".env.example"))) {
      if (line.startsWith("AGENTHQ_")) {
        assertThat(readers).containsPattern("\\$\\{?" + line.replaceAll("=.*", "") + "\\b");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", "1.2", "v1.2.3", "1.2.3+build", "01.2.3", "1.2.3 ", "1.2.3-", "../1"})
  void whatIsNoVersionIsRefused(String version) {
    Bundle bundle = TestBundle.in(folder);
    assertThatThrownBy(
            () ->
                new Bundle(
                    bundle.repository(),
                    bundle.environment(),
                    version,
                    bundle.images(),
                    bundle.store()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("expected one like 1.2.3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "registry.example.com",
        "https://registry.example.com/acme",
        "A/b",
        "a/b:c",
        "a b/c"
      })
  void whatIsNoPlaceForImagesIsRefused(String registry) {
    assertThatThrownBy(() -> TestBundle.in(folder).writeOnline(folder.resolve("online"), registry))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("HOST/PATH");
  }

  @Test
  void aPlaceWithoutAValueIsNamedWithItsLine() {
    assertThatThrownBy(() -> new Template("a/file.yaml", "one\ntwo @{no.such}\n").filled(Map.of()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("a/file.yaml:2: there is no value 'no.such'");
  }

  @Test
  void theAlertsSayWhatTheEnvironmentSaysAndPrometheusTakesThem() throws Exception {
    Path config = TestBundle.unpacked(folder).resolve("releases/1.0.0/config");
    String alerts = Files.readString(config.resolve("prometheus/alerts.yml"));
    var wanted =
        new Environments(TestBundle.root().resolve("environments")).load("selfhosted").alerts();
    assertThat(alerts)
        .contains("> " + wanted.errorRate().percent())
        .contains("severity: " + wanted.latencyP95().severity())
        .contains(">= " + wanted.poolInUse().percent());
    assumeTrue(Programs.find("promtool").isPresent(), "no promtool: alerts are not checked");
    Programs.Ended checked =
        Programs.run(
            "promtool", "check", "config", config.resolve("prometheus/prometheus.yml").toString());
    assertThat(checked.code()).as(checked.out() + checked.err()).isZero();
  }

  @Test
  void alertmanagerTakesBothOfItsConfigurations() throws Exception {
    assumeTrue(Programs.find("amtool").isPresent(), "no amtool: its configuration is not checked");
    Path config = TestBundle.unpacked(folder).resolve("releases/1.0.0/config/alertmanager");
    Path email = folder.resolve("email.yml");
    Files.writeString(
        email,
        Files.readString(config.resolve("email.yml"))
            .replace("${SMTP_REQUIRE_TLS}", "true")
            .replace("${AGENTHQ_SMTP_PORT}", "587")
            .replaceAll("\\$\\{[A-Z_]+}", "mail@example.com"));
    for (Path file : List.of(config.resolve("alertmanager.yml"), email)) {
      Programs.Ended checked = Programs.run("amtool", "check-config", file.toString());
      assertThat(checked.code()).as(checked.out() + checked.err()).isZero();
    }
  }

  @Test
  void theDashboardIsJsonAndAsksForMetricsThatThereAre() throws Exception {
    Path release = TestBundle.unpacked(folder).resolve("releases/1.0.0");
    JsonNode board =
        Json.mapper().readTree(release.resolve("config/grafana/agenthq.json").toFile());
    assertThat(board.path("panels")).hasSizeGreaterThan(5);
    for (JsonNode panel : board.path("panels")) {
      assertThat(panel.path("targets")).isNotEmpty();
      for (JsonNode target : panel.path("targets")) {
        assertThat(target.path("expr").asText())
            .containsPattern("http_request|requests_limited_total|tasks_|hikaricp_|jvm_");
      }
    }
  }
}
