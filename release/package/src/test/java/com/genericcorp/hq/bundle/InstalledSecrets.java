package com.genericcorp.hq.bundle;

import static com.genericcorp.hq.bundle.TestInstallation.done;
import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.builder.testing.Engine;
import com.genericcorp.hq.builder.testing.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The secrets that an installation made, and who sees them. */
record InstalledSecrets(Engine engine, TestInstallation installed) {
  /** Their texts by name. */
  Map<String, String> all() throws Exception {
    Map<String, String> secrets = new TreeMap<>();
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
  private List<String> texts() throws Exception {
    List<String> texts = new ArrayList<>();
    all()
        .forEach(
            (name, text) ->
                Stream.of(text.split("[\\s\"{},:]+"))
                    .filter(part -> part.length() >= 8)
                    .forEach(texts::add));
    assertThat(texts).hasSizeGreaterThanOrEqualTo(4);
    return texts;
  }

  /** Neither other users nor whoever looks at the containers sees them. */
  void areForItselfAlone() throws Exception {
    try (Stream<Path> files = Files.walk(installed.home.resolve("secrets"))) {
      for (Path file : files.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as(file + "")
            .isIn("rw-------", "rwx------");
      }
    }
    List<String> inspect = new ArrayList<>(List.of("inspect"));
    inspect.addAll(installed.onTheEngine("container"));
    String seen = engine.run(inspect).out();
    assertThat(seen).doesNotContain(texts());
    assertThat(seen)
        .contains("\"ReadonlyRootfs\": true")
        .doesNotContain("\"ReadonlyRootfs\": false");
    String server =
        engine.inspect(installed.container("server"), "{{json .Config.Env}}{{json .Mounts}}");
    assertThat(server)
        .contains("GATEWAY_SECRET_FILE")
        .doesNotContain("MIGRATOR", "operations-secrets");
  }

  /** What is sent to support has none of them. */
  void areNotForSupport(Path unpacked) throws Exception {
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
    Files.createDirectory(unpacked);
    done(Programs.run("tar", "xzf", bundle, "-C", unpacked.toString()));
    List<String> secrets = texts();
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
}
