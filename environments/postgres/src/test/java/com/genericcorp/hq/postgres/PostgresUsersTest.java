package com.genericcorp.hq.postgres;

import static com.genericcorp.hq.postgres.ClusterFixture.ask;
import static com.genericcorp.hq.postgres.ClusterFixture.tell;
import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.files.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may run a cluster: root in two ways, and anybody else; these tests need root for that. */
class PostgresUsersTest {
  @BeforeEach
  void asRoot() {
    Assumptions.assumeTrue(
        System.getProperty("user.name").equals("root"),
        "only root can become other users; the rest of the tests ran as a normal user");
  }

  @Test
  void rootMayMoveBetweenTheTwoWaysWithItsData() throws Exception {
    try (ClusterFixture fixture = new ClusterFixture()) {
      var namespace = PostgresCluster.open(fixture.options, Unprivileged.userNamespace());
      tell(namespace.start(), "CREATE TABLE kept AS SELECT 42 AS answer");
      namespace.stop();
      var otherUser = PostgresCluster.open(fixture.options, Unprivileged.otherUser());
      assertThat(ask(otherUser.start(), "SELECT answer FROM kept")).isEqualTo("42");
      otherUser.stop();
      assertThat(ask(namespace.start(), "SELECT answer FROM kept")).isEqualTo("42");
    }
  }

  @Test
  void anotherUserInsteadOfANamespaceMakesAndRunsACluster() throws Exception {
    try (ClusterFixture fixture = new ClusterFixture()) {
      var cluster = PostgresCluster.open(fixture.options, Unprivileged.otherUser());
      var running = cluster.start();
      assertThat(ask(running, "SELECT 1")).isEqualTo("1");
      assertThat(fixture.processes()).contains(running.process());
    }
  }

  @Test
  void aNormalUserMakesAndRunsACluster() throws Exception {
    Path folder = Files.createTempDirectory("hq-user-");
    try {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
      assertThat(asNobody(folder, folder.resolve("state")))
          .endsWith("answers from PostgreSQL 17\n");
    } finally {
      Trees.delete(folder);
    }
  }

  @Test
  void aFolderOfAnotherUserIsRefusedWithItsOwner() throws Exception {
    Path folder = Files.createTempDirectory("hq-user-");
    try {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      Path state = Files.createDirectory(folder.resolve("state"));
      Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwx------"));
      assertThat(asNobody(folder, state))
          .contains(InvalidInput.class.getSimpleName())
          .contains("belongs to 'root', not to this user");
    } finally {
      Trees.delete(folder);
    }
  }

  @Test
  void aFolderThatThisUserMayNotWriteIsNamed() throws Exception {
    Path folder = Files.createTempDirectory("hq-user-");
    try {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      assertThat(asNobody(folder, folder.resolve("state")))
          .contains(InvalidInput.class.getSimpleName())
          .contains("this user may not write there");
    } finally {
      Trees.delete(folder);
    }
  }

  /** Runs {@link StartAndAsk} as user 65534 with a class path that this user can read. */
  private static String asNobody(Path folder, Path state) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(Unprivileged.otherUser().words().subList(0, 4));
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-cp", readableClassPath(folder), StartAndAsk.class.getName()));
    words.add(state.toString());
    Process process =
        new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    process.waitFor();
    return output;
  }

  private static String readableClassPath(Path folder) throws IOException {
    List<String> copies = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(":")) {
      Path from = Path.of(entry);
      Path to = folder.resolve("classes").resolve(copies.size() + "-" + from.getFileName());
      try (Stream<Path> files = Files.walk(from)) {
        for (Path file : (Iterable<Path>) files::iterator) {
          Path copy = to.resolve(from.relativize(file).toString());
          Files.createDirectories(copy.getParent());
          Files.copy(file, file.equals(from) ? to : copy);
        }
      }
      copies.add(to.toString());
    }
    return String.join(":", copies);
  }

  /** Starts a cluster in its argument's folder, asks it, stops it. */
  static final class StartAndAsk {
    public static void main(String[] arguments) throws Exception {
      PostgresCluster cluster =
          PostgresCluster.open(
              PostgresOptions.durable(Path.of(arguments[0]), "service", ClusterFixture.MIGRATOR));
      String version = ask(cluster.start(), "SHOW server_version");
      System.out.println("answers from PostgreSQL " + version.replaceAll("\\..*", ""));
      cluster.stop();
    }
  }
}
