package com.genericcorp.hq.server.lifecycle;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a server and PostgreSQL and cuts each connection that says it is for listening: to
 * everything else the database is there.
 */
final class DeafProxy implements Closeable {
  private static final String LISTENS = "agenthq-live";

  private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int serverPort;
  private final AtomicInteger cut = new AtomicInteger();

  DeafProxy(int serverPort) throws IOException {
    this.serverPort = serverPort;
    thread(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** How many connections were cut. */
  int cut() {
    return cut.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        thread(() -> pass(client, server, true));
        thread(() -> pass(server, client, false));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void pass(Socket from, Socket to, boolean looksInside) {
    try (from;
        to) {
      byte[] bytes = new byte[16 * 1024];
      InputStream in = from.getInputStream();
      for (int read = in.read(bytes); read > 0; read = in.read(bytes)) {
        if (looksInside
            && new String(bytes, 0, read, StandardCharsets.ISO_8859_1).contains(LISTENS)) {
          cut.incrementAndGet();
          return;
        }
        to.getOutputStream().write(bytes, 0, read);
      }
    } catch (IOException ended) {
      // One of the two has gone; both are closed.
    }
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "deaf-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
