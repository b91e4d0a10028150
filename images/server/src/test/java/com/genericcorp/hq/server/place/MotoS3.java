package com.genericcorp.hq.server.place;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.http.SdkHttpMethod;

/** S3 as moto simulates it, in a process of its own. */
public final class MotoS3 implements AutoCloseable {
  private static final int ATTEMPTS = 600;

  private final Process process;
  private final String endpoint;

  private MotoS3(Process process, String endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /** Starts it; the test is skipped where there is none. */
  public static MotoS3 start(Path folder) throws IOException, InterruptedException {
    Optional<Path> program =
        Optional.ofNullable(System.getenv("MOTO_SERVER")).map(Path::of).or(MotoS3::inPath);
    assumeTrue(
        program.isPresent(),
        "moto_server is neither in MOTO_SERVER nor in PATH: .ci/run installs it");
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    ProcessBuilder builder =
        new ProcessBuilder(
            program.get().toString(), "-H", "127.0.0.1", "-p", Integer.toString(port));
    // Else only the last part may be small, as with AWS.
    builder.environment().put("S3_UPLOAD_PART_MIN_SIZE", "1");
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("moto.log").toFile())
            .start();
    for (int attempt = 0; attempt < ATTEMPTS && process.isAlive(); attempt++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return new MotoS3(process, "http://127.0.0.1:" + port);
      } catch (IOException notYet) {
        Thread.sleep(100);
      }
    }
    process.destroyForcibly().waitFor();
    throw new IOException(Files.readString(folder.resolve("moto.log")));
  }

  private static Optional<Path> inPath() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "moto_server"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The variables by which a process finds it. */
  public Map<String, String> variables() {
    return Map.of(
        "AWS_ENDPOINT_URL", endpoint,
        "AWS_REGION", "eu-central-1",
        "AWS_ACCESS_KEY_ID", "test",
        "AWS_SECRET_ACCESS_KEY", "test");
  }

  /** Makes a bucket. */
  public void makeBucket(String name) throws IOException {
    bucket(name)
        .call(
            SdkHttpMethod.PUT,
            "",
            Map.of(),
            Map.of(),
            ("<CreateBucketConfiguration><LocationConstraint>eu-central-1</LocationConstraint>"
                    + "</CreateBucketConfiguration>")
                .getBytes());
  }

  /** What a request for the bucket's list of something answers. */
  public String list(String bucket, Map<String, String> query) throws IOException {
    return bucket(bucket).call(SdkHttpMethod.GET, "", query, Map.of(), new byte[0]).body();
  }

  /** Puts an object. */
  public void put(String bucket, String key, byte[] bytes) throws IOException {
    bucket(bucket).call(SdkHttpMethod.PUT, key, Map.of(), Map.of(), bytes);
  }

  S3Bucket bucket(String name) {
    return S3Bucket.of(new S3Url(name, ""), variables());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
