package com.genericcorp.hq.builder.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.testing.Programs;
import com.genericcorp.hq.builder.testing.TestRegistry;
import com.genericcorp.hq.cli.Failed;
import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.ImageReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryCredentialsTest {
  private static final String PASSWORD = "a-password-of-the-test";

  @TempDir private Path folder;

  private RegistryCredentials config(String json) throws Exception {
    Files.writeString(folder.resolve("config.json"), json);
    return RegistryCredentials.of(Map.of("DOCKER_CONFIG", folder.toString()));
  }

  private static String auth(String password) {
    return Base64.getEncoder()
        .encodeToString(("tester:" + password).getBytes(StandardCharsets.UTF_8));
  }

  private String helper(String name, String script) throws Exception {
    Path helper = folder.resolve("docker-credential-" + name);
    Files.writeString(helper, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwxr-xr-x"));
    return folder + "/" + name;
  }

  @Test
  void aRegistryIsSignedInToWithDockersConfigAndAWrongPasswordIsRefusedWithoutBeingSaid()
      throws Exception {
    try (TestRegistry server = TestRegistry.start(folder, "tester", PASSWORD)) {
      String host = server.host();
      String right = "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}".formatted(host, auth(PASSWORD));
      try (Registry registry = Registry.open(host + "/hq/small:1", config(right))) {
        assertThat(registry.has(Digest.of("nothing"))).isFalse();
      }
      String wrong = "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}".formatted(host, auth("mistyped"));
      for (String json : new String[] {wrong, "{}"}) {
        assertThatThrownBy(
                () -> {
                  try (Registry registry = Registry.open(host + "/hq/small:1", config(json))) {
                    registry.has(Digest.of("nothing"));
                  }
                })
            .isInstanceOf(Failed.class)
            .hasMessageContaining("docker login " + host)
            .hasMessageNotContaining("mistyped")
            .hasMessageNotContaining(auth("mistyped"));
      }
    }
  }

  @Test
  void theHelperThatDockersConfigNamesIsAsked() throws Exception {
    String name =
        helper(
            "test",
            "read host; echo '{\"ServerURL\":\"'$host'\",\"Username\":\"tester\",\"Secret\":\"%s\"}'\n"
                .formatted(PASSWORD));
    // Jib puts the name behind "docker-credential-", which the PATH then leads to.
    Programs.Ended ended =
        Programs.run(
            Map.of("PATH", folder + ":" + System.getenv("PATH"), "DOCKER_CONFIG", folder + ""),
            java.util.List.of(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                config("{\"credHelpers\":{\"registry.example.com\":\"test\"}}").config() + ""));
    assertThat(ended.code()).as(name + ended.err()).isZero();
    assertThat(ended.out().strip()).isEqualTo("tester " + Digest.of(PASSWORD));
  }

  /** Prints who one is at a registry, and the digest of the password. */
  public static final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
      Credential found =
          new RegistryCredentials(Path.of(arguments[0]), Optional.empty())
              .find(ImageReference.parse("registry.example.com/hq/small:1"))
              .orElseThrow();
      System.out.println(found.getUsername() + " " + Digest.of(found.getPassword()));
    }
  }

  @Test
  void aConfigThatIsNoJsonIsNamed() throws Exception {
    RegistryCredentials broken = config("{\"auths\":{\n\"x\":{\"auth\":" + PASSWORD);
    ImageReference reference = ImageReference.parse("registry.example.com/hq/small:1");
    assertThatThrownBy(() -> broken.find(reference))
        .isInstanceOf(Failed.class)
        .hasMessageContaining(folder.resolve("config.json") + ":2 is no JSON")
        .hasMessageNotContaining(PASSWORD)
        .hasMessageContaining("docker login registry.example.com");
  }

  @Test
  void aMachineWithoutAnyIsNobody() throws Exception {
    RegistryCredentials none =
        RegistryCredentials.of(Map.of("DOCKER_CONFIG", folder.resolve("none").toString()));
    assertThat(none.find(ImageReference.parse("registry.example.com/hq/small:1"))).isEmpty();
  }
}
