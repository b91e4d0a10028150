package com.genericcorp.hq.verify.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;

/** A server that does one bad thing to every connection. */
public final class HostileServer implements AutoCloseable {
  /** What is done to a connection; its end closes it. */
  public interface Behaviour {
    void to(Socket connection) throws IOException, InterruptedException;
  }

  private final ServerSocket listening;
  private final Behaviour behaviour;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong largestFlood = new AtomicLong();

  /** In the clear, or with TLS when a context is given. */
  public HostileServer(@Nullable SSLContext tls, Behaviour behaviour) {
    this.behaviour = behaviour;
    try {
      InetAddress loopback = InetAddress.getLoopbackAddress();
      listening =
          tls == null
              ? new ServerSocket(0, 50, loopback)
              : tls.getServerSocketFactory().createServerSocket(0, 50, loopback);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    if (listening instanceof SSLServerSocket secure) {
      secure.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    }
    threads.submit(this::accept);
  }

  public int port() {
    return listening.getLocalPort();
  }

  /** How many connections it still holds. */
  public int open() {
    return open.get();
  }

  /** How many bytes of one {@link #flood} were taken at most. */
  public long largestFlood() {
    return largestFlood.get();
  }

  /** Reads a request's headers, then answers with this text. */
  public static Behaviour answering(String text) {
    return connection -> {
      readRequest(connection.getInputStream());
      connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      connection.getOutputStream().flush();
    };
  }

  /**
   * Reads a request's headers, then answers with a text's bytes, one every so many milliseconds.
   */
  public static Behaviour dripping(String text, long millis) {
    return connection -> {
      readRequest(connection.getInputStream());
      for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
        connection.getOutputStream().write(next);
        connection.getOutputStream().flush();
        Thread.sleep(millis);
      }
    };
  }

  /** Writes this many bytes. */
  public void flood(OutputStream out, long bytes) throws IOException {
    byte[] block = new byte[64 * 1024];
    Arrays.fill(block, (byte) 'x');
    for (long left = bytes; left > 0; left -= block.length) {
      out.write(block, 0, (int) Math.min(left, block.length));
      largestFlood.accumulateAndGet(bytes - left + block.length, Math::max);
    }
    out.flush();
  }

  /** Reads to the empty line. */
  public static void readRequest(InputStream in) throws IOException {
    int last = 0;
    for (int next = in.read(); next >= 0; next = in.read()) {
      last = last << 8 | next;
      if (last == 0x0d0a0d0a) {
        return;
      }
    }
    throw new IOException("no request");
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket connection = listening.accept();
        open.incrementAndGet();
        threads.submit(() -> serve(connection));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      behaviour.to(connection);
    } catch (IOException | InterruptedException theyHungUp) {
      // As they should.
    } finally {
      open.decrementAndGet();
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    threads.shutdownNow();
  }
}
