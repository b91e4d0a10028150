package com.genericcorp.hq.bundle;

import static com.genericcorp.hq.bundle.TestInstallation.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.builder.testing.Engine;
import com.genericcorp.hq.builder.testing.Programs;
import com.genericcorp.hq.cli.Json;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The package as a customer has it, on the real engine. */
class InstallIT {
  /** All: {@code -Dhq.kill.steps=settings,package,…}; CI takes a sample. */
  private static final String KILL_STEPS =
      System.getProperty("hq.kill.steps", "images,secrets,spread,start,migrate,organization");

  private static final Pattern COMMANDS = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

  @TempDir private static Path shared;
  private static Engine engine;
  private static Path archive;

  @TempDir Path folder;

  @BeforeAll
  static void makeThePackage() throws Exception {
    Optional<Engine> found = Engine.find();
    assumeTrue(found.isPresent(), "no Docker engine: the package is not installed");
    engine = found.get();
    assumeTrue(
        Programs.run("docker", "compose", "version").code() == 0,
        "no Compose plugin: the package is not installed");
    archive = TestBundle.forThisMachine(shared);
  }

  @AfterAll
  static void stopTheEngineThatWasStarted() throws Exception {
    if (engine != null) {
      engine.close();
    }
  }

  private TestInstallation installation() throws Exception {
    return new TestInstallation(engine, archive, folder.resolve("a folder"));
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

      hasItsSecretsForItselfAlone(installed);
      List<String> containers = installed.onTheEngine("container");
      Map<String, String> secrets = secrets(installed);
      Programs.Ended second = done(installed.run(List.of(), installed.install()));
      assertThat(second.out()).doesNotContain("The link for");
      assertThat(installed.onTheEngine("container")).hasSize(3).isEqualTo(containers);
      assertThat(secrets(installed)).isEqualTo(secrets);

      JsonNode status = Json.mapper().readTree(installed.done("status", "--json").out());
      assertThat(status.path("state").asText()).isEqualTo("running");
      assertThat(status.path("version").asText()).isEqualTo("1.0.0");
      assertThat(status.path("services").path("edge").asText()).isEqualTo("healthy");
      for (String line : installed.done("logs", "server", "--tail=5").out().split("\n")) {
        assertThat(Json.mapper().readTree(line).path("level").asText()).isNotEmpty();
      }
      supportGetsNoSecret(installed);
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

  private static Map<String, String> secrets(TestInstallation installed) throws Exception {
    Map<String, String> secrets = new java.util.TreeMap<>();
    try (Stream<Path> files = Files.list(installed.home.resolve("secrets"))) {
      for (Path file : files.toList()) {
        secrets.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    assertThat(secrets)
        .containsKeys("gateway-secret", "migrator-password", "postgres-password", "keys.json");
    return secrets;
  }

  /** Each secret as others could see it: the lines of files, and the values in JSON. */
  private static List<String> secretTexts(TestInstallation installed) throws Exception {
    List<String> texts = new ArrayList<>();
    secrets(installed)
        .forEach(
            (name, text) ->
                Stream.of(text.split("[\\s\"{},:]+"))
                    .filter(part -> part.length() >= 8)
                    .forEach(texts::add));
    assertThat(texts).hasSizeGreaterThanOrEqualTo(4);
    return texts;
  }

  private static void hasItsSecretsForItselfAlone(TestInstallation installed) throws Exception {
    try (Stream<Path> files = Files.walk(installed.home.resolve("secrets"))) {
      for (Path file : files.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as(file + "")
            .isIn("rw-------", "rwx------");
      }
    }
    String seen = engine.run(concat("inspect", installed.onTheEngine("container"))).out();
    assertThat(seen).doesNotContain(secretTexts(installed));
    assertThat(seen)
        .contains("\"ReadonlyRootfs\": true")
        .doesNotContain("\"ReadonlyRootfs\": false");
    String server =
        engine.inspect(installed.container("server"), "{{json .Config.Env}}{{json .Mounts}}");
    assertThat(server)
        .contains("GATEWAY_SECRET_FILE")
        .doesNotContain("MIGRATOR", "operations-secrets");
  }

  private static List<String> concat(String word, List<String> more) {
    List<String> all = new ArrayList<>(List.of(word));
    all.addAll(more);
    return all;
  }

  private void supportGetsNoSecret(TestInstallation installed) throws Exception {
    // As a careless client would bring one into a log.
    engine.run(
        "exec",
        installed.container("postgres"),
        "/usr/bin/dash",
        "-c",
        "read -r secret </run/secrets/migrator-password; echo \"leaked $secret\" >/proc/1/fd/2");
    String migrator = Files.readString(installed.home.resolve("secrets/migrator-password")).strip();
    assertThat(engine.run("logs", installed.container("postgres")).err()).contains(migrator);
    String bundle = installed.done("doctor").out().strip();
    Path unpacked = Files.createDirectory(folder.resolve("support"));
    done(Programs.run("tar", "xzf", bundle, "-C", unpacked.toString()));
    List<String> secrets = secretTexts(installed);
    try (Stream<Path> files = Files.walk(unpacked)) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      assertThat(all).hasSizeGreaterThan(10);
      for (Path file : all) {
        assertThat(Files.readString(file)).as(file + "").doesNotContain(secrets);
      }
    }
    assertThat(Files.readString(unpacked.resolve("agenthq-support/log-postgres.txt")))
        .contains("leaked (secret)");
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
  void aPortThatSomebodyHoldsIsNamedAndNothingIsStarted() throws Exception {
    try (TestInstallation installed = installation();
        ServerSocket held =
            new ServerSocket(installed.https, 1, InetAddress.getByName("127.0.0.1"))) {
      Programs.Ended refused = installed.run(List.of(), installed.install());
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err())
          .contains("✗ port-" + held.getLocalPort())
          .contains("set AGENTHQ_HTTPS_PORT to another port");
      assertThat(installed.onTheEngine("container")).isEmpty();
      assertThat(installed.onTheEngine("volume")).isEmpty();
    }
  }

  @Test
  void anImageThatIsNotThePackagesIsRefused() throws Exception {
    // A version that no engine has: an image that is there, and right, needs not be loaded.
    String version = "0.0.0-" + UUID.randomUUID().toString().substring(0, 8) + "x";
    Path own = TestBundle.forThisMachine(folder, version);
    try (TestInstallation installed =
        new TestInstallation(engine, own, folder.resolve("tampered"))) {
      Path release = installed.home.resolve("releases").resolve(version);
      Path tar = release.resolve("images");
      Path file;
      try (Stream<Path> files = Files.list(tar)) {
        file = files.filter(one -> one.toString().contains("edge-")).findFirst().orElseThrow();
      }
      // Another image under this name, in the package.
      try (Stream<Path> files = Files.list(tar)) {
        Path other =
            files.filter(one -> one.toString().contains("alertmanager-")).findFirst().orElseThrow();
        Files.copy(other, file, StandardCopyOption.REPLACE_EXISTING);
      }
      Programs.Ended changed = installed.run(List.of(), installed.install());
      assertThat(changed.code()).isEqualTo(1);
      assertThat(changed.err()).contains("images/edge-").contains("is not as it was packed");
      // And by somebody who thought of the checksums.
      String again =
          "cd \"$1\" && cut -c 67- SHA256SUMS | xargs sha256sum >new && mv new SHA256SUMS";
      done(Programs.run("sh", "-c", again, "sh", release.toString()));
      Programs.Ended other = installed.run(List.of(), installed.install());
      assertThat(other.code()).isEqualTo(1);
      assertThat(other.err()).contains("is not the image that digests.json names");
      assertThat(installed.onTheEngine("container")).isEmpty();
      assertThat(installed.onTheEngine("volume")).isEmpty();
    } finally {
      String loaded = engine.run("image", "ls", "--format", "{{.Repository}}:{{.Tag}}").out();
      for (String image :
          loaded.lines().filter(one -> one.contains(":" + version + "-")).toList()) {
        engine.run("image", "rm", image);
      }
    }
  }

  @Test
  void tooLittleDiskIsAHardCheck() throws Exception {
    Path small = Files.createDirectory(folder.resolve("small"));
    boolean mounted =
        Programs.run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", small.toString()).code()
            == 0;
    assumeTrue(mounted, "not root: a small disk cannot be made");
    try {
      Path online = folder.resolve("online.tar.gz");
      TestBundle.in(folder).writeOnline(online, "registry.example.com/acme");
      Path home = TestBundle.unpack(online, small);
      Programs.Ended refused =
          Programs.run(
              home.resolve("agenthq").toString(), "preflight", "--domain", "agenthq.localhost");
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.out()).containsPattern("✗ disk-here +[0-9]+ MiB are free for this folder");
      assertThat(refused.out()).contains("✓ docker", "✓ compose", "✓ clock", "✓ name");
    } finally {
      Programs.run("umount", small.toString());
    }
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
