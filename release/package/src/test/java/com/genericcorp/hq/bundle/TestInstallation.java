package com.genericcorp.hq.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.builder.testing.Engine;
import com.genericcorp.hq.builder.testing.Programs;
import com.genericcorp.hq.verify.Report;
import com.genericcorp.hq.verify.Verification;
import com.genericcorp.hq.verify.targets.Target;
import com.genericcorp.hq.verify.targets.TargetFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** An unpacked package on the real engine, under a project and ports of its own. */
public final class TestInstallation implements AutoCloseable {
  static final String DOMAIN = "agenthq.localhost";
  private static final int LONGEST_SECONDS = 240;

  final Path home;
  final String project = "hq-it-" + UUID.randomUUID().toString().substring(0, 8);
  final int https;
  final int http;

  TestInstallation(Path archive, Path folder) throws Exception {
    this.home = TestBundle.unpack(archive, folder);
    this.https = Engine.freePort();
    this.http = Engine.freePort();
  }

  /** The words of an install that needs to know nothing more. */
  List<String> install() {
    return List.of(
        "install",
        "--domain",
        DOMAIN,
        "--tls",
        "internal",
        "--bind",
        "127.0.0.1",
        "--https-port",
        https + "",
        "--http-port",
        http + "",
        "--project",
        project,
        "--organization",
        "acme",
        "--owner",
        "ada@example.com");
  }

  Programs.Ended run(String... words) throws Exception {
    return run(List.of(), List.of(words));
  }

  /** Runs the program behind these words: {@code unshare --net}. */
  Programs.Ended run(List<String> before, List<String> words) throws Exception {
    List<String> all = new ArrayList<>(List.of("timeout", LONGEST_SECONDS + ""));
    all.addAll(before);
    all.add(home.resolve("agenthq").toString());
    all.addAll(words);
    return Programs.run(Map.of(), all);
  }

  Programs.Ended done(String... words) throws Exception {
    return done(run(words));
  }

  static Programs.Ended done(Programs.Ended ended) {
    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
    return ended;
  }

  /** Starts an install and kills it as soon as its journal says that this step was begun. */
  void killInstallAt(String step, String... more) throws Exception {
    List<String> words = new ArrayList<>(List.of(home.resolve("agenthq").toString()));
    words.addAll(install());
    words.addAll(List.of(more));
    Path log = Files.createTempFile("install", ".log");
    Process process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Path journal = home.resolve("state/journal");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    while (process.isAlive() && !lastBegun(journal).equals(step)) {
      assertThat(System.nanoTime()).as(Files.readString(log)).isLessThan(end);
      Thread.sleep(5);
    }
    assertThat(process.isAlive()).as("killed at " + step + ": " + Files.readString(log)).isTrue();
    process.destroyForcibly().waitFor();
    Files.delete(log);
  }

  private static String lastBegun(Path journal) {
    try {
      String last = "";
      for (String line : Files.readAllLines(journal)) {
        last = line.startsWith("begun ") ? line.substring("begun ".length()) : last;
      }
      return last;
    } catch (IOException notYet) {
      return "";
    }
  }

  /** Verified from outside, by the checks of every environment. */
  void isVerified() {
    isVerified("");
  }

  void isVerified(String tenantHost) {
    Target target =
        new TargetFile(
                "selfhosted",
                DOMAIN,
                tenantHost,
                https,
                http,
                "127.0.0.1",
                home.resolve("certificates/ca.crt"),
                home.resolve("secrets/keys.json"))
            .target();
    Report report = Verification.run(target);
    assertThat(report.failed()).isEmpty();
  }

  /** Ids of what the engine has of this project. */
  List<String> onTheEngine(String kind) throws Exception {
    return new ComposeProject(project).all(kind);
  }

  String container(String service) {
    return project + "-" + service + "-1";
  }

  @Override
  public void close() throws Exception {
    new ComposeProject(project).remove();
  }
}
