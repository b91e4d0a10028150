package com.genericcorp.hq.builder.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.genericcorp.hq.builder.testing.Programs;
import com.genericcorp.hq.cli.Failed;
import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.ImageReference;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EcrCredentialsTest {
  private static final String HOST = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
  private static final EcrHost REGISTRY = EcrHost.of(HOST).orElseThrow();

  @TempDir private Path folder;
  private final Map<String, String> before = new TreeMap<>();

  /** The SDK looks at the JVM's properties first; nobody's own credentials are used here. */
  @BeforeEach
  void haveCredentials() {
    set("aws.accessKeyId", "test");
    set("aws.secretAccessKey", "test");
    set("aws.sharedCredentialsFile", folder.resolve("none").toString());
    set("aws.configFile", folder.resolve("none").toString());
    set("aws.disableEc2Metadata", "true");
  }

  private void set(String name, String value) {
    before.put(name, System.getProperty(name, ""));
    System.setProperty(name, value);
  }

  @AfterEach
  void forgetThem() {
    before.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            System.clearProperty(name);
          } else {
            System.setProperty(name, value);
          }
        });
  }

  @Test
  void ecrsHostsAreKnown() {
    assertThat(REGISTRY).isEqualTo(new EcrHost("123456789012", "eu-west-1"));
    for (String host :
        new String[] {
          "123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com",
          "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn",
          "123456789012.dkr-ecr.eu-west-1.on.aws"
        }) {
      assertThat(EcrHost.of(host)).as(host).isPresent();
    }
    for (String host :
        new String[] {
          "registry.example.com",
          "public.ecr.aws",
          HOST + ".example.com",
          "12.dkr.ecr.eu-west-1.amazonaws.com",
          "127.0.0.1:5000"
        }) {
      assertThat(EcrHost.of(host)).as(host).isEmpty();
    }
  }

  @Test
  void ecrIsAskedForAPassword() throws Exception {
    Optional<Path> moto =
        Optional.ofNullable(System.getenv("MOTO_SERVER"))
            .map(Path::of)
            .or(() -> Programs.find("moto_server"));
    assumeTrue(
        moto.isPresent(), "moto_server is neither in MOTO_SERVER nor in PATH: .ci/run installs it");
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path log = folder.resolve("moto.log");
    Process process =
        new ProcessBuilder(moto.get().toString(), "-H", "127.0.0.1", "-p", Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      await(port, process, log);
      Credential found =
          new RegistryCredentials(
                  folder.resolve("config.json"),
                  Optional.of(URI.create("http://127.0.0.1:" + port)))
              .find(ImageReference.parse(HOST + "/hq/small:1"))
              .orElseThrow();
      assertThat(found.getUsername()).isEqualTo("AWS");
      assertThat(found.getPassword()).isEqualTo("123456789012-auth-token");
    } finally {
      process.destroy();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
  }

  private static void await(int port, Process process, Path log) throws Exception {
    for (int attempt = 0; attempt < 600 && process.isAlive(); attempt++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException notYet) {
        Thread.sleep(100);
      }
    }
    throw new IllegalStateException("no moto: " + Files.readString(log));
  }

  @Test
  void whatAwsRefusesIsSaidWithThePermissionThatIsNeeded() throws Exception {
    HttpServer aws =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] answer = "{\"__type\":\"AccessDeniedException\"}".getBytes(StandardCharsets.UTF_8);
    aws.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
          exchange.sendResponseHeaders(400, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    aws.start();
    try {
      URI endpoint = URI.create("http://127.0.0.1:" + aws.getAddress().getPort());
      assertThatThrownBy(() -> EcrCredentials.of(REGISTRY, Optional.of(endpoint)))
          .isInstanceOf(Failed.class)
          .hasMessageContaining("account 123456789012 in eu-west-1: AccessDeniedException")
          .hasMessageContaining("ecr:GetAuthorizationToken");
    } finally {
      aws.stop(0);
    }
  }

  @Test
  void withoutCredentialsOfAwsDockersAreUsedAndWithoutBothItIsSaid() throws Exception {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    assumeTrue(
        System.getenv("AWS_ACCESS_KEY_ID") == null
            && System.getenv("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") == null,
        "this machine has credentials of AWS: their absence is not tested");
    ImageReference reference = ImageReference.parse(HOST + "/hq/small:1");
    RegistryCredentials credentials =
        new RegistryCredentials(folder.resolve("config.json"), Optional.empty());
    assertThatThrownBy(() -> credentials.find(reference))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("there are no credentials for " + HOST);
    Files.writeString(
        folder.resolve("config.json"),
        "{\"auths\":{\"" + HOST + "\":{\"auth\":\"QVdTOnRva2Vu\"}}}"); // AWS:token
    assertThat(credentials.find(reference)).map(Credential::getUsername).contains("AWS");
  }
}
