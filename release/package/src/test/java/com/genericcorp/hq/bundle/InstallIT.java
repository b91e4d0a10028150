package com.genericcorp.hq.bundle;

import static com.genericcorp.hq.bundle.TestInstallation.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.builder.testing.Engine;
import com.genericcorp.hq.builder.testing.Programs;
import com.genericcorp.hq.cli.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The package as a customer has it, on the real engine. */
class InstallIT extends EngineFixture {
  /** All: {@code -Dhq.kill.steps=settings,package,…}; CI takes a sample. */
  private static final String KILL_STEPS =
      System.getProperty("hq.kill.steps", "images,secrets,spread,start,migrate,organization");

  private static final Pattern COMMANDS = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

  private static Path archive;

  @TempDir Path folder;

  @BeforeAll
  static void makeThePackage() {
    archive = TestBundle.forThisMachine(shared);
  }

  private TestInstallation installation() throws Exception {
    return new TestInstallation(archive, folder.resolve("a folder"));
  }

  @Test
  void aPackageIsInstalledWithoutNetworkVerifiedRepeatedAndRemovedWithoutTraces() throws Exception {
    try (TestInstallation installed = installation()) {
      boolean root = Programs.run("unshare", "--net", "true").code() == 0;
      List<String> withoutNetwork = root ? List.of("unshare", "--net") : List.of();
      Programs.Ended first = done(installed.run(withoutNetwork, installed.install()));
      assertThat(first.out())
          .contains("runs: https://agenthq.localhost:" + installed.https + "/")
          .containsPattern("The link for ada@example\\.com, .*:\\nhttps://agenthq\\.localhost");
      installed.isVerified();

      InstalledSecrets secrets = new InstalledSecrets(engine, installed);
      secrets.areForItselfAlone();
      List<String> containers = installed.onTheEngine("container");
      Map<String, String> before = secrets.all();
      Programs.Ended second = done(installed.run(List.of(), installed.install()));
      assertThat(second.out()).doesNotContain("The link for");
      assertThat(installed.onTheEngine("container")).hasSize(3).isEqualTo(containers);
      assertThat(secrets.all()).isEqualTo(before);

      JsonNode status = Json.mapper().readTree(installed.done("status", "--json").out());
      assertThat(status.path("state").asText()).isEqualTo("running");
      assertThat(status.path("version").asText()).isEqualTo("1.0.0");
      assertThat(status.path("services").path("edge").asText()).isEqualTo("healthy");
      for (String line : installed.done("logs", "server", "--tail=5").out().split("\n")) {
        assertThat(Json.mapper().readTree(line).path("level").asText()).isNotEmpty();
      }
      secrets.areNotForSupport(folder.resolve("support"));
      anotherFolderUnderItsNameIsRefused(installed);

      installed.done("uninstall");
      assertThat(installed.onTheEngine("container")).isEmpty();
      assertThat(installed.onTheEngine("volume")).isNotEmpty();
      done(installed.run(List.of(), installed.install()));
      assertThat(installed.done("tenants", "list").out()).contains("acme");

      Programs.Ended refused = installed.run("uninstall", "--delete-data");
      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.err()).contains("add --yes");
      installed.done("uninstall", "--delete-data", "--yes");
      for (String kind : List.of("container", "volume", "network")) {
        assertThat(installed.onTheEngine(kind)).as(kind).isEmpty();
      }
      assertThat(installed.home.resolve("secrets")).doesNotExist();
      assertThat(installed.home.resolve(".env")).doesNotExist();
    }
  }

  /** Its 'uninstall --delete-data' would delete the other's data. */
  private void anotherFolderUnderItsNameIsRefused(TestInstallation installed) throws Exception {
    Path second = TestBundle.unpack(archive, folder.resolve("second"));
    Files.copy(installed.home.resolve(".env"), second.resolve(".env"));
    for (List<String> words :
        List.of(List.of("install"), List.of("uninstall", "--delete-data", "--yes"))) {
      List<String> all = new ArrayList<>(List.of(second.resolve("agenthq").toString()));
      all.addAll(words);
      Programs.Ended refused = Programs.run(Map.of(), all);
      assertThat(refused.err()).contains("is the installation in " + installed.home + ": give");
      assertThat(refused.code()).isEqualTo(2);
    }
    assertThat(installed.onTheEngine("container")).hasSize(3);
  }

  @Test
  void anInstallThatIsKilledAtItsStepsIsFinishedByTheNext() throws Exception {
    try (TestInstallation installed = installation()) {
      for (String step : KILL_STEPS.split(",")) {
        installed.killInstallAt(step, "--host-per-organization");
      }
      Programs.Ended last = done(installed.run("install"));
      assertThat(last.err()).contains("was interrupted at the step").contains("goes on from there");
      assertThat(last.out())
          .contains("The link for ada@example.com", "https://acme.agenthq.localhost:");
      assertThat(installed.home.resolve("state/journal")).doesNotExist();
      assertThat(installed.home.resolve("state/lock")).doesNotExist();
      installed.isVerified("{slug}.agenthq.localhost");
      installed.done("uninstall", "--delete-data", "--yes");
      assertThat(installed.onTheEngine("volume")).isEmpty();
    }
  }

  @Test
  void byEnvAloneWithOwnCertificatesAndMonitoringThenBehindAnotherProxy() throws Exception {
    assumeTrue(Programs.find("openssl").isPresent(), "no openssl: no own certificate");
    try (TestInstallation installed = installation()) {
      int prometheus = Engine.freePort();
      String settings =
          """
          AGENTHQ_DOMAIN=agenthq.localhost
          AGENTHQ_TLS=files
          AGENTHQ_HTTPS_PORT=%d
          AGENTHQ_HTTP_PORT=%d
          AGENTHQ_BIND=127.0.0.1
          AGENTHQ_PROJECT=%s
          AGENTHQ_MONITORING=yes
          AGENTHQ_PROMETHEUS_PORT=%d
          """
              .formatted(installed.https, installed.http, installed.project, prometheus);
      Files.writeString(installed.home.resolve(".env"), settings);
      Programs.Ended without = installed.run("install");
      assertThat(without.code()).isEqualTo(2);
      assertThat(without.err()).contains("certificates/tls.crt is missing");

      certificate(installed.home.resolve("certificates"));
      Programs.Ended first = done(installed.run("install"));
      assertThat(first.err()).contains("warning: nobody gets alerts by e-mail");
      installed.isVerified();
      JsonNode services =
          Json.mapper().readTree(installed.done("status", "--json").out()).path("services");
      assertThat(services.path("prometheus").asText()).isEqualTo("healthy");
      assertThat(services.path("alertmanager").asText()).isEqualTo("healthy");
      String up =
          "http://127.0.0.1:" + prometheus + "/api/v1/query?query=up%7Bjob%3D%22server%22%7D";
      String seen = "";
      for (int attempt = 0; attempt < 60 && !seen.contains(",\"1\"]"); attempt++) {
        Thread.sleep(1000);
        seen = Programs.run("curl", "--silent", up).out();
      }
      assertThat(seen).contains(",\"1\"]");
      whatDashboardAndAlertsAskForIsMeasured(installed, prometheus);

      Files.writeString(
          installed.home.resolve(".env"),
          settings.replace("TLS=files", "TLS=proxy").replace("MONITORING=yes", "MONITORING=no"));
      Programs.Ended behind = done(installed.run("install"));
      assertThat(behind.out()).contains("It waits for your proxy on 127.0.0.1:" + installed.http);
      Programs.Ended asked =
          Programs.run(
              "curl",
              "--silent",
              "--header",
              "Host: agenthq.localhost",
              "--header",
              "X-Forwarded-Proto: https",
              "http://127.0.0.1:" + installed.http + "/ready");
      assertThat(asked.out()).contains("ready");
      assertThat(Programs.run("curl", "--silent", "https://127.0.0.1:" + installed.https).code())
          .isEqualTo(7); // nobody listens
      installed.done("uninstall", "--delete-data", "--yes");
      assertThat(installed.onTheEngine("volume")).isEmpty();
    }
  }

  private static void whatDashboardAndAlertsAskForIsMeasured(
      TestInstallation installed, int prometheus) throws Exception {
    StringBuilder asked = new StringBuilder();
    String board = Files.readString(installed.home.resolve("config/grafana/agenthq.json"));
    for (JsonNode expression : Json.mapper().readTree(board).findValues("expr")) {
      asked.append(expression.asText()).append('\n');
    }
    asked.append(Files.readString(installed.home.resolve("config/prometheus/alerts.yml")));
    String names = "http://127.0.0.1:" + prometheus + "/api/v1/label/__name__/values";
    String measured = Programs.run("curl", "--silent", names).out();
    Matcher metrics =
        Pattern.compile("\\b(http|requests|tasks|hikaricp|jvm)_[a-z_]+").matcher(asked);
    List<String> found = new ArrayList<>();
    while (metrics.find()) {
      assertThat(measured).contains('"' + metrics.group() + '"');
      found.add(metrics.group());
    }
    assertThat(found).hasSizeGreaterThan(10);
  }

  /** By an authority that is made here. */
  private static void certificate(Path folder) throws Exception {
    String script =
        """
        mkdir -p "$1" && cd "$1"
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 90 \
          -subj /CN=test-authority -keyout ca.key -out ca.crt
        openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=agenthq.localhost \
          -keyout tls.key -out tls.csr
        printf 'subjectAltName=DNS:agenthq.localhost,DNS:*.agenthq.localhost' >san
        openssl x509 -req -in tls.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 60 -extfile san -out tls.crt
        rm -f ca.key tls.csr san
        """;
    done(Programs.run("sh", "-euc", script, "sh", folder.toString()));
  }

  @Test
  void theGuidesCommandsWorkAsTheyStand() throws Exception {
    Path place = Files.createDirectory(folder.resolve("guide"));
    Files.createLink(place.resolve(archive.getFileName()), archive);
    StringBuilder script = new StringBuilder("set -eu\ncd \"$1\"\n");
    Matcher commands =
        COMMANDS.matcher(Files.readString(TestBundle.root().resolve("docs/self-hosting.md")));
    while (commands.find()) {
      script.append(commands.group(1));
    }
    assertThat(script)
        .contains("tar xzf", "./agenthq install", "./agenthq uninstall --delete-data");
    Programs.Ended ended =
        Programs.run("timeout", "300", "sh", "-c", script.toString(), "sh", place.toString());
    try {
      done(ended);
      assertThat(ended.out()).contains("runs: https://agenthq.localhost:10443/", "globex");
    } finally {
      if (Files.exists(place.resolve("agenthq/.env"))) {
        Programs.run(
            place.resolve("agenthq/agenthq").toString(), "uninstall", "--delete-data", "--yes");
      }
    }
  }
}
