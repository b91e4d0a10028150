package com.genericcorp.hq.verify.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A {@link DemoEnvironment} in a JVM of its own that still speaks an old version of TLS: what a JDK
 * has disabled it enables for the whole process, when it starts.
 */
public final class OldTlsEnvironment implements AutoCloseable {
  public final Path ca;
  public final int httpsPort;
  public final int httpPort;

  private final Process process;

  public OldTlsEnvironment(Path folder, String protocol) throws IOException {
    ca = folder.resolve("ca.pem");
    Path properties =
        Files.writeString(
            folder.resolve("old.security"),
            "jdk.tls.disabledAlgorithms=\njdk.tls.legacyAlgorithms=\n");
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.security.properties=" + properties,
                "-cp",
                System.getProperty("java.class.path"),
                OldTlsEnvironment.class.getName(),
                ca.toString(),
                protocol)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    httpsPort = Integer.parseInt(out.readLine());
    httpPort = Integer.parseInt(out.readLine());
  }

  /** Runs until its standard input ends, which it does with its parent. */
  public static void main(String[] arguments) throws IOException {
    TestAuthority authority = new TestAuthority("Old Authority");
    authority.write(Path.of(arguments[0]));
    try (DemoEnvironment environment =
        new DemoEnvironment(
            authority.server(DemoEnvironment.NAMES), "TLSv1.3", "TLSv1.2", arguments[1])) {
      System.out.println(environment.httpsPort());
      System.out.println(environment.httpPort());
      int ended = System.in.read();
      System.exit(ended);
    }
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException problem) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
