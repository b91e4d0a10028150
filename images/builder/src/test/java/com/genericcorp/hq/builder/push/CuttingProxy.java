package com.genericcorp.hq.builder.push;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Passes bytes on, and cuts connections once they have sent so many. */
final class CuttingProxy implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final AtomicInteger cutsLeft;
  private final AtomicInteger cuts = new AtomicInteger();
  private final long afterBytes;
  private final boolean answers;
  private volatile boolean alone;
  private volatile CountDownLatch company = new CountDownLatch(0);

  CuttingProxy(int target, int cuts, long afterBytes) throws IOException {
    this(target, cuts, afterBytes, false);
  }

  /**
   * A proxy.
   *
   * @param answers whether what the registry sends is cut, instead of what it is sent
   */
  CuttingProxy(int target, int cuts, long afterBytes, boolean answers) throws IOException {
    this.answers = answers;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.target = target;
    this.cutsLeft = new AtomicInteger(cuts);
    this.afterBytes = afterBytes;
    daemon(this::accept);
  }

  String host() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  int cuts() {
    return cuts.get();
  }

  /** From now on a connection that has sent so much waits until another one has, too. */
  void waitForCompany() {
    company = new CountDownLatch(2);
  }

  /** Whether one waited in vain. */
  boolean wasAlone() {
    return alone;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Socket registry = new Socket(InetAddress.getLoopbackAddress(), target);
        AtomicLong sent = new AtomicLong();
        daemon(() -> pass(client, registry, answers ? null : sent));
        daemon(() -> pass(registry, client, answers ? sent : null));
      } catch (IOException closed) {
        // The next accept says whether the proxy was closed.
      }
    }
  }

  private void pass(Socket from, Socket to, AtomicLong sent) {
    byte[] buffer = new byte[8192];
    try (from;
        to) {
      InputStream input = from.getInputStream();
      OutputStream output = to.getOutputStream();
      for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
        if (sent != null && sent.addAndGet(read) > afterBytes && cutsLeft.getAndDecrement() > 0) {
          cuts.incrementAndGet();
          from.setSoLinger(true, 0); // a reset, not a polite end
          return;
        }
        if (sent != null && sent.get() > afterBytes && sent.get() - read <= afterBytes) {
          company.countDown();
          alone |= !company.await(30, TimeUnit.SECONDS);
        }
        output.write(buffer, 0, read);
      }
    } catch (IOException | InterruptedException broken) {
      // The other side hears of it by the closed socket.
    }
  }

  private static void daemon(Runnable job) {
    Thread thread = new Thread(job, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
