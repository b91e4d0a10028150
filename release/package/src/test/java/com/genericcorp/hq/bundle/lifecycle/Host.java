package com.genericcorp.hq.bundle.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.builder.testing.Engine;
import com.genericcorp.hq.builder.testing.Programs;
import com.genericcorp.hq.builder.testing.Programs.Ended;
import com.genericcorp.hq.bundle.ComposeProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A customer's host: a folder, this machine's engine, two ports. */
final class Host {
  private static final int KILL_SECONDS = 180;
  private static final int VERIFY_TIMES = 4;

  final Path home;
  final String project;
  final int httpsPort = Engine.freePort();
  final int httpPort = Engine.freePort();

  Host(Path folder, String project) throws IOException {
    this.home = folder.resolve("agenthq");
    this.project = project;
  }

  /** What a customer does with a download. */
  void unpack(Path archive) throws Exception {
    Files.createDirectories(home);
    Ended ended = Programs.run("tar", "xzf", archive.toString(), "-C", home.getParent().toString());
    assertThat(ended.code()).as(ended.err()).isZero();
  }

  Ended agenthq(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(home.resolve("agenthq").toString()));
    command.addAll(Arrays.asList(words));
    return Programs.run(Map.of(), command);
  }

  /** Must succeed. */
  String done(String... words) throws Exception {
    Ended ended = agenthq(words);
    assertThat(ended.code())
        .as("%s%n%s%s%n%s", String.join(" ", words), ended.out(), ended.err(), log(words[0]))
        .isZero();
    return ended.out();
  }

  /** The project's checks pass; as install and upgrade do, it asks again for a while. */
  void verified() throws Exception {
    Ended ended = agenthq("verify");
    for (int again = 0; again < VERIFY_TIMES && ended.code() != 0; again++) {
      ended = agenthq("verify");
    }
    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
  }

  void install() throws Exception {
    done(
        "install",
        "--domain",
        "hq.localhost",
        "--tls",
        "internal",
        "--bind",
        "127.0.0.1",
        "--https-port",
        Integer.toString(httpsPort),
        "--http-port",
        Integer.toString(httpPort),
        "--project",
        project,
        "--email",
        "admin@example.com");
  }

  String version() throws IOException {
    return Files.readString(home.resolve("current")).strip();
  }

  /** Kills the command and all that it started as soon as it has begun a step. */
  void killAt(String step, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("setsid", home.resolve("agenthq").toString()));
    command.addAll(Arrays.asList(words));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Path journal = home.resolve("state/journal");
    long until = System.nanoTime() + KILL_SECONDS * 1_000_000_000L;
    while (!reached(journal, "begun " + step)) {
      assertThat(process.isAlive()).as("'%s' came to no step %s", words[0], step).isTrue();
      assertThat(System.nanoTime()).as("step %s", step).isLessThan(until);
      Thread.sleep(20);
    }
    // By the shell's own kill: that of procps may read the group's number as -1, which is
    // everybody.
    Ended killed =
        Programs.run("sh", "-c", "kill -s KILL -- \"-$1\"", "sh", Long.toString(process.pid()));
    assertThat(killed.code()).as(killed.err()).isZero();
    process.waitFor();
  }

  private static boolean reached(Path journal, String line) {
    try {
      return Files.readAllLines(journal).contains(line);
    } catch (IOException notThere) {
      return false;
    }
  }

  /** The status of an answer over TLS; 000: none. */
  String get(String path, String... options) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of(
                "curl",
                "--silent",
                "--insecure",
                "--max-time",
                "10",
                "--resolve",
                "hq.localhost:" + httpsPort + ":127.0.0.1",
                "--write-out",
                "%{http_code}",
                "--output",
                "/dev/null"));
    words.addAll(Arrays.asList(options));
    words.add("https://hq.localhost:" + httpsPort + path);
    return Programs.run(Map.of(), words).out();
  }

  /** Number and checksum of the rows of every table, by its name. */
  Map<String, String> tables() throws Exception {
    String sql =
        """
        select format('select %L, count(*), md5(coalesce(string_agg(t::text, chr(10) order by t::text), %L)) from %I.%I t',
          schemaname || '.' || tablename, '', schemaname, tablename)
        from pg_tables where schemaname !~ '^(pg_|information_)' \\gexec
        """;
    Map<String, String> tables = new TreeMap<>();
    for (String line : sql(sql).lines().toList()) {
      int bar = line.indexOf('|');
      tables.put(line.substring(0, bar), line.substring(bar + 1));
    }
    return tables;
  }

  /** What the superuser's psql answers. */
  String sql(String statements) throws Exception {
    Path file = Files.writeString(Files.createTempFile("statements", ".sql"), statements);
    String inside =
        "read -r PGPASSWORD </run/secrets/postgres-password; export PGPASSWORD;"
            + " exec /usr/lib/postgresql/17/bin/psql -X -q -A -t -v ON_ERROR_STOP=1 -U postgres -d agenthq";
    Ended ended =
        Programs.run(
            "sh",
            "-c",
            "docker exec -i " + project + "-postgres-1 /usr/bin/dash -c '" + inside + "' <" + file);
    Files.delete(file);
    assertThat(ended.code()).as(ended.err()).isZero();
    return ended.out();
  }

  List<String> volumes() throws Exception {
    return new ComposeProject(project).all("volume");
  }

  /** The id of the one container that a service has. */
  String container(String service) throws Exception {
    List<String> ids =
        Programs.run(
                "docker",
                "ps",
                "-q",
                "--no-trunc",
                "--filter",
                "label=com.docker.compose.project=" + project,
                "--filter",
                "label=com.docker.compose.service=" + service)
            .out()
            .lines()
            .toList();
    assertThat(ids).as(service).hasSize(1);
    return ids.get(0);
  }

  List<String> containers() throws Exception {
    return new ComposeProject(project).all("container");
  }

  /** Nothing of it stays on the engine, however the test ended. */
  void clear() throws Exception {
    new ComposeProject(project).remove();
  }

  String log(String command) throws IOException {
    Path log = home.resolve("state").resolve(command + ".log");
    return Files.exists(log) ? Files.readString(log) : "";
  }
}
