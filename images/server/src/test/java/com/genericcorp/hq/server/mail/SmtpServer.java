package com.genericcorp.hq.server.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that takes plain mail and keeps it, or behaves badly. */
public final class SmtpServer implements AutoCloseable {
  /** How it treats its clients. */
  public enum Manner {
    KIND,
    /** Takes connections and says nothing. */
    SILENT,
    /** Says its greeting, a byte a second: never silent for long, never done. */
    DRIBBLING,
    /** Wants no such recipient. */
    REFUSING
  }

  public final List<String> mails = new CopyOnWriteArrayList<>();
  public final List<String> commands = new CopyOnWriteArrayList<>();
  private final ServerSocket listener;
  private final List<Socket> clients = new CopyOnWriteArrayList<>();
  private final Manner manner;

  public SmtpServer(Manner manner) {
    this.manner = manner;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    daemon(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        clients.add(client);
        daemon(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
      if (manner == Manner.DRIBBLING) {
        for (int one = 0; one < 60; one++) {
          say(client, one == 0 ? "220-" : "x");
          Thread.sleep(1_000);
        }
      }
      if (manner != Manner.SILENT) {
        say(client, "220 test\r\n");
      }
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        commands.add(line);
        String word = line.split("[ :]")[0].toUpperCase(Locale.ROOT);
        switch (word) {
          case "EHLO" -> say(client, "250-test\r\n250 AUTH PLAIN\r\n");
          case "AUTH" -> say(client, "235 ok\r\n");
          case "RCPT" ->
              say(client, manner == Manner.REFUSING ? "550 <" + line + ">\r\n" : "250 ok\r\n");
          case "DATA" -> {
            say(client, "354 go on\r\n");
            StringBuilder mail = new StringBuilder();
            for (String part = in.readLine();
                part != null && !part.equals(".");
                part = in.readLine()) {
              mail.append(part).append('\n');
            }
            mails.add(mail.toString());
            say(client, "250 taken\r\n");
          }
          case "QUIT" -> {
            say(client, "221 bye\r\n");
            return;
          }
          default -> say(client, "250 ok\r\n");
        }
      }
    } catch (IOException gone) {
      // The client has enough.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void say(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    client.getOutputStream().flush();
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "smtp-test");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket client : clients) {
        client.close();
      }
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
