package com.genericcorp.hq.bundle.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.genericcorp.hq.builder.testing.Engine;
import com.genericcorp.hq.builder.testing.Programs;
import com.genericcorp.hq.builder.testing.Programs.Ended;
import com.genericcorp.hq.tool.testing.Signer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The package's life, offline, on a real engine, in its order: each test goes on where the one
 * before ended. {@code -Dhq.kill.all=true} kills an upgrade at every step instead of a sample.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LifecycleIT {
  private static final List<String> STEPS =
      List.of("images", "dump", "keep", "configuration", "migrate", "start", "others", "verify");
  private static final List<String> SAMPLE = List.of("keep", "start");

  /** What verification and the server's own work change by themselves. */
  private static final String OWN = "public\\.(usage_.*|request_.*|tenants|server.*)";

  @TempDir private static Path folder;
  private static Optional<Engine> engine = Optional.empty();

  private Releases releases;
  private Host host;
  private String acme = "";
  private String probe = "";

  @BeforeAll
  void install() throws Exception {
    engine = Engine.find();
    assumeTrue(engine.isPresent(), "no Docker engine: the package's life is not tested");
    releases = new Releases(folder);
    host = new Host(folder.resolve("host"), "hq-it-life-" + ProcessHandle.current().pid());
    host.unpack(releases.archive(Releases.FIRST));
    host.install();
    acme = key(host.done("tenants", "create", "acme", "--name", "Acme", "--tier", "enterprise"));
    String globex = key(host.done("tenants", "create", "globex", "--name", "Globex"));
    assertThat(agent(acme, "first")).isEqualTo("201");
    assertThat(agent(globex, "first")).isEqualTo("201");
    probe = host.sql("select 'tenant_' || id from tenants where slug = 'probe'").strip();
    newer();
  }

  @AfterAll
  void remove() throws Exception {
    if (host != null) {
      host.clear();
    }
    if (engine.isPresent()) {
      engine.get().close();
    }
  }

  /** 1.1.0 has a migration more, which only adds, and another configuration. */
  private void newer() throws Exception {
    Path jar = folder.resolve("agenthq-server.jar");
    String container =
        Programs.run("docker", "ps", "-q", "--filter", "name=" + host.project + "-server").out();
    Programs.run("docker", "cp", container.strip() + ":/app/agenthq-server.jar", jar.toString());
    try (FileSystem inside = FileSystems.newFileSystem(jar)) {
      Files.writeString(
          inside.getPath("/db/shared/V900__expand.sql"),
          "create table expanded (id int primary key);\n");
    }
    releases
        .copy("1.1.0")
        .server("1.1.0", List.of(), Map.of(jar, "/app/agenthq-server.jar"))
        .edit("1.1.0", "config/prometheus/alerts.yml", "groups:", "# of 1.1.0\ngroups:")
        .sign("1.1.0");
  }

  @Test
  @Order(1)
  void whatIsWrongIsRefusedBeforeAnythingIsTouched() throws Exception {
    Path package11 = releases.archive("1.1.0");
    List<String> before = state();
    Path damaged = folder.resolve("damaged.tar.gz");
    Files.copy(package11, damaged);
    Releases.damage(damaged);
    refused(1, "", "upgrade", damaged.toString());

    releases.copy("1.2.0").sign("1.2.0");
    Files.writeString(releases.of("1.2.0").resolve("lib/say.sh"), "echo evil\n");
    refused(1, "lib/say.sh was changed", "upgrade", releases.archive("1.2.0").toString());
    releases.copy("1.2.0").sign("1.2.0");
    Files.writeString(releases.of("1.2.0").resolve("agenthq.pub"), new Signer().publicKey());
    refused(1, "another public key", "upgrade", releases.archive("1.2.0").toString());
    releases.copy("1.2.0").sign("1.2.0");
    Files.delete(releases.of("1.2.0").resolve("SHA256SUMS.minisig"));
    refused(1, "has no signature", "upgrade", releases.archive("1.2.0").toString());
    releases.copy("1.2.0").sign("1.2.0");
    Files.createSymbolicLink(releases.of("1.2.0").resolve("out"), Path.of("/etc/passwd"));
    refused(1, "out, which is a link", "upgrade", releases.archive("1.2.0").toString());

    releases.copy("0.9.0").sign("0.9.0");
    refused(2, "older than 1.0.0", "upgrade", releases.archive("0.9.0").toString());
    releases.copy("3.0.0").edit("3.0.0", "UPGRADE", "from=0.1.0", "from=2.0.0").sign("3.0.0");
    refused(2, "upgrade to 2.0.0 first", "upgrade", releases.archive("3.0.0").toString());
    releases.copy("3.0.0").edit("3.0.0", "UPGRADE", "postgres=17", "postgres=18").sign("3.0.0");
    refused(2, "PostgreSQL 18", "upgrade", releases.archive("3.0.0").toString());
    refused(2, "not there", "upgrade", "/no/such/file");
    assertThat(state()).isEqualTo(before);
  }

  @Test
  @Order(2)
  void anUpgradeKeepsWhatIsWrittenMeanwhileAndWhatTheCustomerChanged() throws Exception {
    Path rules = host.home.resolve("config/prometheus/alerts.yml");
    Files.writeString(rules, Files.readString(rules) + "# the customer's\n");
    Map<String, String> before = tables();
    String edge = host.container("edge");
    String postgres = host.container("postgres");
    String package11 = releases.archive("1.1.0").toString();
    List<String> written;
    List<String> lost;
    try (Traffic traffic = Traffic.start(host, acme, "during")) {
      host.done("upgrade", package11);
      written = traffic.stop();
      lost = traffic.lost();
    }

    assertThat(host.version()).isEqualTo("1.1.0");
    assertThat(Files.readString(rules)).contains("# of 1.1.0", "# the customer's");
    assertThat(host.sql("select count(*) from expanded").strip()).isEqualTo("0");
    String agents = agents();
    assertThat(written).isNotEmpty().allMatch(one -> agents.contains(one + "\n"));
    assertThat(lost).isEmpty();
    assertThat(host.container("edge")).as("its image is the same").isEqualTo(edge);
    assertThat(host.container("postgres")).as("its image is the same").isEqualTo(postgres);
    Map<String, String> after = tables();
    after.keySet().retainAll(before.keySet());
    // The writer's agents and its key's last use; the ledger of the new migration.
    String changed = ".*\\.(agents|api_keys|flyway_schema_history)";
    before.keySet().removeIf(table -> table.matches(changed));
    after.keySet().removeIf(table -> table.matches(changed));
    assertThat(after).isEqualTo(before);
    assertThat(host.containers()).hasSize(3);
  }

  @Test
  @Order(3)
  void aRollbackBringsImagesAndConfigurationBackAndKeepsTheData() throws Exception {
    assertThat(agent(acme, "on-1.1.0")).isEqualTo("201");
    String edge = host.container("edge");
    String postgres = host.container("postgres");
    try (Traffic traffic = Traffic.start(host, acme, "back")) {
      host.done("rollback");
      assertThat(traffic.stop()).isNotEmpty();
      assertThat(traffic.lost()).isEmpty();
    }
    assertThat(host.container("edge")).isEqualTo(edge);
    assertThat(host.container("postgres")).isEqualTo(postgres);
    assertThat(host.version()).isEqualTo("1.0.0");
    assertThat(Files.readString(host.home.resolve("config/prometheus/alerts.yml")))
        .doesNotContain("# of 1.1.0")
        .contains("# the customer's");
    assertThat(agents()).contains("on-1.1.0");
    assertThat(agent(acme, "on-1.0.0-again")).isEqualTo("201");
    host.verified();
  }

  @Test
  @Order(4)
  void aBrokenImageLeavesTheOldVersionServingWithItsData() throws Exception {
    releases
        .copy("1.1.1")
        .server(
            "1.1.1", List.of("--change", "ENTRYPOINT [\"/usr/bin/java\",\"-version\"]"), Map.of())
        .sign("1.1.1");
    Ended ended = host.agenthq("upgrade", releases.archive("1.1.1").toString());
    assertThat(ended.code()).as(ended.err()).isEqualTo(1);
    assertThat(ended.err()).contains("did not become healthy", "1.0.0 serves as before");
    assertThat(host.version()).isEqualTo("1.0.0");
    assertThat(host.home.resolve("state/journal")).doesNotExist();
    assertThat(agent(acme, "after-the-broken")).isEqualTo("201");
    assertThat(host.containers()).hasSize(3);
    host.verified();
    Path broken = host.home.resolve("releases/1.1.1");
    Programs.run("rm", "-rf", broken.toString());
  }

  @Test
  @Order(5)
  void anUpgradeThatWasKilledIsFinishedOrUndoneByTheNextCall() throws Exception {
    Path package11 = releases.archive("1.1.0");
    List<String> steps = Boolean.getBoolean("hq.kill.all") ? STEPS : SAMPLE;
    for (String step : steps) {
      host.killAt(step, "upgrade", package11.toString());
      assertThat(host.done("status", "--json")).contains("\"unfinished\": \"upgrade\"");
      if (step.equals("start")) {
        Ended undone = host.agenthq("rollback");
        assertThat(undone.code()).as(undone.err() + host.log("rollback")).isZero();
        assertThat(undone.err()).contains("was interrupted at the step 'start'");
        assertThat(host.version()).isEqualTo("1.0.0");
      }
      Ended again = host.agenthq("upgrade", package11.toString());
      assertThat(again.code()).as("%s: %s%s", step, again.err(), host.log("upgrade")).isZero();
      assertThat(host.version()).as(step).isEqualTo("1.1.0");
      assertThat(host.containers()).as(step).hasSize(3);
      assertThat(host.home.resolve("state/journal")).doesNotExist();
      if (!step.equals(steps.get(steps.size() - 1))) {
        host.done("rollback");
      }
    }
  }

  @Test
  @Order(6)
  void whatWasWipedIsRestoredRowByRowWithItsSecrets() throws Exception {
    String version = host.version();
    Path passphrase = Files.writeString(folder.resolve("passphrase"), "correct horse\n");
    Path backups = Files.createDirectories(folder.resolve("backups"));
    Path settings = host.home.resolve(".env");
    String then = Files.readString(settings).replace("admin@example.com", "then@example.com");
    Files.writeString(settings, then);
    // Nothing writes between the sums and the backup.
    host.done("compose", "stop", "server", "edge");
    Map<String, String> before = tables();
    String plain = host.done("backup").strip();
    String sealed =
        host.done("backup", "--to", backups.toString(), "--passphrase-file", passphrase.toString())
            .strip();
    host.done("start");

    host.done("uninstall", "--delete-data", "--yes");
    assertThat(host.containers()).isEmpty();
    assertThat(host.volumes()).isEmpty();
    host.install();
    assertThat(host.version()).isEqualTo(version);
    assertThat(tables()).isNotEqualTo(before);

    List<String> untouched = state();
    refused(2, "the secret 'gateway-secret' here is another", "restore", plain);
    refused(2, "has no secrets", "restore", plain, "--with-secrets");
    refused(1, "give --passphrase-file", "restore", sealed, "--with-secrets");
    Path wrong = Files.writeString(folder.resolve("wrong"), "wrong\n");
    refused(1, "passphrase is another", "restore", sealed, "--passphrase-file", wrong.toString());
    Path cut = folder.resolve("cut");
    byte[] bytes = Files.readAllBytes(Path.of(sealed));
    Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length - 100));
    refused(1, "cut off", "restore", cut.toString(), "--passphrase-file", passphrase.toString());
    assertThat(state()).isEqualTo(untouched);

    host.done(
        "restore",
        sealed,
        "--with-secrets",
        "--with-configuration",
        "--passphrase-file",
        passphrase.toString());
    assertThat(tables()).isEqualTo(before);
    assertThat(Files.readAllLines(settings))
        .contains("AGENTHQ_EMAIL=then@example.com", "AGENTHQ_PROJECT=" + host.project);
    assertThat(host.home.resolve("config/prometheus/alerts.yml")).content().contains("# of 1.1.0");
    assertThat(agent(acme, "after-the-restore")).as("its key of then").isEqualTo("201");
  }

  @Test
  @Order(7)
  void aRestoreThatWasKilledLosesNothing() throws Exception {
    host.done("compose", "stop", "server", "edge");
    Map<String, String> before = tables();
    String backup = host.done("backup", "--keep", "1").strip();
    host.done("start");
    try (Stream<Path> kept = Files.list(host.home.resolve("backups"))) {
      assertThat(kept.map(Path::toString)).containsExactly(backup);
    }
    assertThat(agent(acme, "after-the-backup")).isEqualTo("201");
    host.killAt("fill", "restore", backup);
    assertThat(agents()).contains("after-the-backup");
    host.done("restore");
    assertThat(tables()).isEqualTo(before);
    assertThat(agents()).doesNotContain("after-the-backup");
    host.verified();

    assertThat(agent(acme, "after-both")).isEqualTo("201");
    host.killAt("fill", "restore", backup);
    Path elsewhere = Files.move(Path.of(backup), folder.resolve("elsewhere"));
    Ended undone = host.agenthq("restore");
    assertThat(undone.code()).as(undone.err()).isEqualTo(1);
    assertThat(undone.err()).contains("is not there", "is undone", "Nothing was changed");
    assertThat(host.home.resolve("state/journal")).doesNotExist();
    assertThat(agents()).contains("after-both");
    Files.move(elsewhere, Path.of(backup));
  }

  @Test
  @Order(8)
  void nothingIsLeftOnTheEngine() throws Exception {
    host.done("uninstall", "--delete-data", "--yes");
    assertThat(host.containers()).isEmpty();
    assertThat(host.volumes()).isEmpty();
  }

  private void refused(int code, String why, String... words) throws Exception {
    Ended ended = host.agenthq(words);
    assertThat(ended.code()).as("%s: %s", String.join(" ", words), ended.err()).isEqualTo(code);
    assertThat(ended.err()).contains(why).doesNotContain("Exception");
    assertThat(host.home.resolve("state/journal")).doesNotExist();
  }

  /** What a refusal must leave alone: containers, settings, releases, volumes of data. */
  private List<String> state() throws Exception {
    List<String> state = new ArrayList<>();
    state.add(
        Programs.run(
                "docker",
                "ps",
                "-aq",
                "--no-trunc",
                "--filter",
                "label=com.docker.compose.project=" + host.project)
            .out());
    state.add(Files.readString(host.home.resolve(".env")));
    state.add(
        String.join(" ", host.volumes().stream().filter(one -> one.contains("data")).toList()));
    try (Stream<Path> all = Files.list(host.home.resolve("releases"))) {
      state.add(all.sorted().toList().toString());
    }
    return state;
  }

  private String agents() throws Exception {
    String schema = host.sql("select 'tenant_' || id from tenants where slug = 'acme'").strip();
    return host.sql("select name from " + schema + ".agents order by name");
  }

  private String agent(String key, String name) throws Exception {
    return Traffic.agent(host, key, name);
  }

  private Map<String, String> tables() throws Exception {
    Map<String, String> tables = new TreeMap<>(host.tables());
    String own = probe.isEmpty() ? OWN : OWN + "|" + probe + "\\..*";
    tables.keySet().removeIf(table -> table.matches(own));
    return tables;
  }

  private static String key(String created) {
    return created
        .lines()
        .filter(one -> one.contains("ahq_"))
        .findFirst()
        .orElseThrow()
        .replaceAll(".*(ahq_\\S+).*", "$1");
  }
}
