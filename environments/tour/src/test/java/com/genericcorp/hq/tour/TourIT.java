package com.genericcorp.hq.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.cli.files.Trees;
import com.genericcorp.hq.tour.stage.Organization;
import com.genericcorp.hq.tour.stage.TourStep;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tour as a presenter plays it, against a real {@code up}. */
class TourIT {
  private static final Path MODULE = Path.of("").toAbsolutePath();
  private static final Path REPOSITORY = MODULE.getParent().getParent();
  private static final Path LOCAL = REPOSITORY.resolve("environments/local");
  private static final String[] TOUR = {"tour", "local", "--auto"};

  private static Path root;

  private record Ended(int exit, String out) {}

  @BeforeAll
  static void up() throws Exception {
    Path jar = REPOSITORY.resolve("images/server/target/agenthq-server.jar");
    Assumptions.assumeTrue(
        Files.isRegularFile(jar), "the server is not built: mvn -pl images/server -am package");
    root = Files.createTempDirectory("hq tour ").toRealPath();
    Path environments = Files.createDirectory(root.resolve("environments"));
    try (Stream<Path> files = Files.list(REPOSITORY.resolve("environments"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, environments.resolve(file.getFileName()));
      }
    }
    Files.createSymbolicLink(root.resolve("images"), REPOSITORY.resolve("images"));
    String https = Integer.toString(freePort());
    String http = Integer.toString(freePort());
    Ended up = run(LOCAL, "up", "local", "--detach", "--https-port", https, "--http-port", http);
    assertThat(up.exit()).as(up.out()).isZero();
  }

  @AfterAll
  static void down() throws Exception {
    if (root != null) {
      run(LOCAL, "down", "local");
      Trees.delete(root);
    }
  }

  @Test
  void itIsPlayedTwiceAndLeavesNothing() throws Exception {
    for (int time = 0; time < 2; time++) {
      Ended tour = run(MODULE, TOUR);
      assertThat(tour.exit()).as(tour.out()).isZero();
      for (TourStep step : Performance.STEPS) {
        assertThat(tour.out()).contains(step.title());
      }
      assertThat(tour.out()).contains("Tidied up").doesNotContain("ahq_");
      assertThat(tierOfInitech()).isEqualTo("free");
    }
  }

  @Test
  void afterAKillTheNextOneTidiesUp() throws Exception {
    Path out = root.resolve("killed.txt");
    Process tour = start(MODULE, out, TOUR);
    awaitText(tour, out, "Check return 4711");
    tour.destroyForcibly().waitFor();
    Ended next = run(MODULE, TOUR);
    assertThat(next.exit()).as(next.out()).isZero();
    assertThat(next.out()).contains("Left by an earlier tour");
  }

  @Test
  void anInterruptedOneTidiesUpAtOnce() throws Exception {
    Path out = root.resolve("interrupted.txt");
    Process tour = start(MODULE, out, TOUR);
    awaitText(tour, out, "is refused");
    tour.destroy(); // SIGTERM
    assertThat(tour.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(tour.exitValue()).isEqualTo(128 + 15);
    assertThat(Files.readString(out)).contains("What the tour made is gone.");
    assertThat(run(MODULE, TOUR).out()).doesNotContain("Left by an earlier tour");
  }

  private static String tierOfInitech() throws Exception {
    Ended list = run(LOCAL, "tenants", "list", "--json");
    assertThat(list.out()).doesNotContain(Organization.MARK);
    String own = list.out().substring(list.out().indexOf("\"initech\""));
    return own.replaceAll("(?s).*?\"tier\"\\s*:\\s*\"([a-z]+)\".*", "$1");
  }

  private static void awaitText(Process process, Path file, String text) throws Exception {
    for (int round = 0; round < 600 && process.isAlive(); round++) {
      if (Files.exists(file) && Files.readString(file).contains(text)) {
        return;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("'" + text + "' was not said: " + Files.readString(file));
  }

  private static Ended run(Path module, String... words) throws Exception {
    Path out = Files.createTempFile(root, "out", ".txt");
    Process process = start(module, out, words);
    if (!process.waitFor(4, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException(String.join(" ", words) + " does not end");
    }
    return new Ended(process.exitValue(), Files.readString(out));
  }

  private static Process start(Path module, Path out, String... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dhq.root=" + root));
    command.addAll(List.of("-Dfile.encoding=UTF-8", "-cp", classPath(module)));
    command.add("com.genericcorp.hq.cli.Hq");
    command.addAll(List.of(words));
    return new ProcessBuilder(command)
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(out.toFile())
        .start();
  }

  /** As {@code scripts/hq} puts it together. */
  private static String classPath(Path module) throws IOException {
    Path target = module.resolve("target");
    try (Stream<Path> files = Files.list(target)) {
      Path jar =
          files
              .filter(file -> file.toString().matches(".*/hq-[a-z-]+-[^/]*\\.jar"))
              .findFirst()
              .orElseThrow();
      String needs = Files.readString(target.resolve("hq.classpath"), StandardCharsets.UTF_8);
      return jar + File.pathSeparator + needs.strip();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
