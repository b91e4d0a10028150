package com.genericcorp.hq.rehearse.moto;

import com.genericcorp.hq.cli.Failed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A moto server on a free port of the loopback. It lives as long as a pipe from this process is
 * open: however this process ends, moto ends with it.
 */
public final class Moto implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;
  private static final int PAUSE_MILLIS = 50;
  private static final int STOP_SECONDS = 10;

  /** Ends the server when standard input does. */
  private static final String WHILE_INPUT_IS_OPEN =
      """
      exec 3<&0
      "$@" </dev/null 3<&- &
      moto=$!
      cat <&3 >/dev/null
      kill "$moto"
      wait "$moto"
      """;

  private final Process process;
  private final int port;
  private final Path log;

  private Moto(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /**
   * Starts a server and waits until it answers.
   *
   * @param account the number of the account that it plays
   * @param log where its own lines go
   */
  public static Moto start(Path program, String account, Path log) {
    try {
      int port;
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = free.getLocalPort();
      }
      Files.createDirectories(log.toAbsolutePath().getParent());
      ProcessBuilder builder =
          new ProcessBuilder(
                  "sh",
                  "-c",
                  WHILE_INPUT_IS_OPEN,
                  "moto",
                  program.toString(),
                  "-H",
                  "127.0.0.1",
                  "-p",
                  Integer.toString(port))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().put("MOTO_ACCOUNT_ID", account);
      // Certificates are issued after a second instead of a minute.
      builder.environment().put("MOTO_ACM_VALIDATION_WAIT", "1");
      builder.environment().put("MOTO_IAM_LOAD_MANAGED_POLICIES", "true");
      builder.environment().put("MOTO_EC2_LOAD_DEFAULT_AMIS", "false");
      Moto moto = new Moto(builder.start(), port, log);
      moto.await();
      return moto;
    } catch (IOException problem) {
      throw new Failed(problem, "moto (%s) cannot be started: %s", program, problem.getMessage());
    }
  }

  private void await() throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (process.isAlive() && System.nanoTime() < end) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException notYet) {
        sleep();
      }
    }
    String wrote = Files.readString(log).strip();
    close();
    throw new Failed("moto does not answer; it wrote: %s", wrote);
  }

  private void sleep() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException problem) {
      Thread.currentThread().interrupt();
      close();
      throw new Failed(problem, "the start of moto was interrupted");
    }
  }

  /** Where all services answer. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The process that holds it. */
  public ProcessHandle process() {
    return process.toHandle();
  }

  /** Ends it and waits until it has. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
      Files.deleteIfExists(log);
    } catch (IOException problem) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    } catch (InterruptedException problem) {
      Thread.currentThread().interrupt();
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
