package com.genericcorp.hq.server.database;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a client and PostgreSQL and ends the connections after so many statements: to the
 * server, the client is then as dead as after {@code kill -9}.
 */
public final class CuttingProxy implements Closeable {
  private static final char READY_FOR_QUERY = 'Z';

  private final ServerSocket listening;
  private final int serverPort;
  private final int statements;
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicBoolean cut = new AtomicBoolean();
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

  /**
   * @param statements after so many answers, those to logins included, everything is cut off
   */
  public CuttingProxy(int serverPort, int statements) throws IOException {
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.serverPort = serverPort;
    this.statements = statements;
    thread(this::accept);
  }

  public int port() {
    return listening.getLocalPort();
  }

  public boolean hasCut() {
    return cut.get();
  }

  /** All that clients sent. */
  public String sent() {
    synchronized (sent) {
      return sent.toString(StandardCharsets.ISO_8859_1);
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        thread(() -> requests(client, server));
        thread(() -> answers(client, server));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void requests(Socket client, Socket server) {
    try (client;
        server) {
      byte[] bytes = new byte[8192];
      InputStream from = client.getInputStream();
      for (int read = from.read(bytes); read > 0 && !cut.get(); read = from.read(bytes)) {
        synchronized (sent) {
          sent.write(bytes, 0, read);
        }
        server.getOutputStream().write(bytes, 0, read);
      }
    } catch (IOException ended) {
      // One of the two has gone; both are closed.
    }
  }

  private void answers(Socket client, Socket server) {
    try (client;
        server) {
      DataInputStream from = new DataInputStream(server.getInputStream());
      OutputStream to = client.getOutputStream();
      while (!cut.get()) {
        int type = from.readUnsignedByte();
        int length = from.readInt();
        byte[] body = from.readNBytes(length - 4);
        if (type == READY_FOR_QUERY && answered.incrementAndGet() > statements) {
          cut.set(true);
          return;
        }
        byte[] head = {
          (byte) type,
          (byte) (length >> 24),
          (byte) (length >> 16),
          (byte) (length >> 8),
          (byte) length
        };
        synchronized (client) {
          to.write(head);
          to.write(body);
          to.flush();
        }
      }
    } catch (IOException ended) {
      // One of the two has gone; both are closed.
    }
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "cutting-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
