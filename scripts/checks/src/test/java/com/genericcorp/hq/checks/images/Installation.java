package com.genericcorp.hq.checks.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.builder.testing.Engine;
import com.genericcorp.hq.builder.testing.Programs;
import com.genericcorp.hq.model.ApplicationContract;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.verify.targets.KeyFile;
import com.genericcorp.hq.verify.targets.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** PostgreSQL, server and edges in containers of their own, as a self-hosted package runs them. */
final class Installation implements AutoCloseable {
  /** A run's own, as another may use the same engine. */
  static final String REPOSITORY = "hq-checks-" + ProcessHandle.current().pid();

  static final String PUBLIC_HOST = "agenthq.test";
  static final String TENANT_HOST = "{slug}." + PUBLIC_HOST;

  private final Engine engine;
  private final Path folder;
  private final String prefix = "hq-checks-" + UUID.randomUUID().toString().substring(0, 8);
  private final List<String> containers = new ArrayList<>();
  private final Set<String> images = new TreeSet<>(Set.of("server", "postgres", "edge"));

  Installation(Engine engine, Path folder) throws Exception {
    this.engine = engine;
    this.folder = folder;
    secret("superuser");
    secret("migrator");
    secret("gateway");
    done(engine.run("network", "create", network()));
  }

  String network() {
    return prefix;
  }

  /** A folder that a container's own user may write to. */
  Path writable(String name) throws IOException {
    Path made = Files.createDirectories(folder.resolve(name));
    return Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  private void secret(String name) throws IOException {
    readable(name, UUID.randomUUID() + "" + UUID.randomUUID());
  }

  /** A file for containers' users, in a folder that no other user of this machine may enter. */
  Path readable(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }

  String database() throws Exception {
    return start(
        "postgres",
        "postgres",
        Map.of(
            "POSTGRES_PASSWORD_FILE", "/run/secrets/superuser",
            "MIGRATOR_PASSWORD_FILE", "/run/secrets/migrator"),
        List.of("superuser", "migrator"),
        List.of());
  }

  /** Migrates and makes the probe; the contract's file of keys. */
  Path migrateAndSeed() throws Exception {
    done(operate("seed", "--migrate", "--keys", "/keys/keys.json"));
    return folder.resolve("keys/keys.json");
  }

  /** Runs a command of the server's image with the migrator's credentials. */
  Programs.Ended operate(String... command) throws Exception {
    Path keys = writable("keys");
    Map<String, String> variables = contract("", 443);
    variables.put("MIGRATOR_USER", "migrator");
    variables.put("MIGRATOR_PASSWORD_FILE", "/run/secrets/migrator");
    List<String> words = new ArrayList<>(List.of("run", "--rm"));
    words.addAll(hardened("operations", variables, List.of("migrator", "gateway")));
    words.addAll(List.of("--volume", keys + ":/keys", REPOSITORY + "/server:test"));
    words.addAll(List.of(command));
    return engine.run(words);
  }

  String server(String name, String tenantHost, int publicPort, int proxies) throws Exception {
    return serverOf("server", name, tenantHost, publicPort, proxies);
  }

  String serverOf(String image, String name, String tenantHost, int publicPort, int proxies)
      throws Exception {
    Map<String, String> variables = contract(tenantHost, publicPort);
    variables.put("TRUSTED_PROXIES", Integer.toString(proxies));
    // Read-only, and not there for most: the JVM goes on without.
    List<String> classes = List.of("--volume", prefix + "-classes:/classes:ro");
    return start(image, name, variables, List.of("gateway"), classes);
  }

  /** Runs the server's Java with a volume for its classes, as the documentation says. */
  Programs.Ended java(String mode, String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of("run", "--rm", "--user=0", "--network=none"));
    all.addAll(List.of("--read-only", "--cap-drop=ALL"));
    all.addAll(List.of("--volume", prefix + "-classes:/classes:" + mode));
    all.addAll(List.of("--entrypoint=/usr/bin/java", image("server")));
    all.addAll(List.of(words));
    return engine.run(all);
  }

  /**
   * An edge.
   *
   * @param more words of {@code docker run}
   */
  String edge(String name, Map<String, String> variables, String... more) throws Exception {
    Map<String, String> all = new LinkedHashMap<>(variables);
    all.put("PUBLIC_HOST", PUBLIC_HOST);
    return start("edge", name, all, List.of(), List.of(more));
  }

  /** Starts a container and waits until it says that it is healthy. */
  private String start(
      String image,
      String name,
      Map<String, String> variables,
      List<String> secrets,
      List<String> more)
      throws Exception {
    String container = prefix + "-" + name;
    List<String> words = new ArrayList<>(List.of("run", "--detach", "--network-alias", name));
    words.addAll(hardened(name, variables, secrets));
    words.add("--health-interval=2s"); // the images' own 10 s are for years
    words.addAll(more);
    words.add(image(image));
    containers.add(container);
    done(engine.run(words));
    assertThat(engine.health(container)).as(log(container)).isEqualTo("healthy");
    return container;
  }

  private List<String> hardened(String name, Map<String, String> variables, List<String> secrets) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("--name", prefix + "-" + name, "--network", network()));
    words.addAll(List.of("--read-only", "--cap-drop=ALL", "--security-opt=no-new-privileges"));
    variables.forEach((key, value) -> words.addAll(List.of("--env", key + "=" + value)));
    for (String secret : secrets) {
      words.addAll(List.of("--volume", folder.resolve(secret) + ":/run/secrets/" + secret + ":ro"));
    }
    return words;
  }

  private static Map<String, String> contract(String tenantHost, int publicPort) {
    Environment environment = new Environments(Repository.find().environments()).load("selfhosted");
    Map<String, String> variables = new LinkedHashMap<>(ApplicationContract.variables(environment));
    variables.put("PUBLIC_HOST", PUBLIC_HOST);
    variables.put("TENANT_HOST", tenantHost);
    variables.put("PUBLIC_PORT", Integer.toString(publicPort));
    variables.put("DATABASE_HOST", "postgres");
    variables.put("DATABASE_PORT", "5432");
    variables.put("DATABASE_NAME", "agenthq");
    variables.put("DATABASE_TLS", "disable");
    variables.put("GATEWAY_SECRET_FILE", "/run/secrets/gateway");
    return variables;
  }

  /** What {@code verify} is to look at, on this machine's ports. */
  static Target target(String tenantHost, int https, int http, Path authority, Path keys) {
    return new Target(
        "selfhosted",
        PUBLIC_HOST,
        tenantHost,
        https,
        http,
        "127.0.0.1",
        authority,
        0,
        Target.CERTIFICATE_DAYS,
        Target.PROBE,
        KeyFile.read(keys, Target.PROBE));
  }

  /** Copies a file out of a container. */
  Path copy(String container, String path, String name) throws Exception {
    Path file = folder.resolve(name);
    done(engine.run("cp", container + ":" + path, file.toString()));
    return file;
  }

  String log(String container) throws Exception {
    Programs.Ended log = engine.run("logs", container);
    return log.out() + log.err();
  }

  static String image(String name) {
    return REPOSITORY + "/" + name + ":test";
  }

  /** Runs a program that makes an image, which is removed at the end. */
  void make(String image, String... words) throws Exception {
    images.add(image);
    done(Programs.run(words));
  }

  private static void done(Programs.Ended ended) {
    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
  }

  @Override
  public void close() throws Exception {
    for (String container : containers) {
      engine.run("rm", "--force", "--volumes", container);
    }
    engine.run("network", "rm", network());
    engine.run("volume", "rm", "--force", prefix + "-classes");
    List<String> words = new ArrayList<>(List.of("image", "rm", "--force"));
    images.forEach(image -> words.add(image(image)));
    engine.run(words);
  }
}
