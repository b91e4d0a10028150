package com.genericcorp.hq.verify.wire;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection to a host, with or without TLS. Whatever is done on it is bounded: when its
 * time is over the connection is closed, wherever it hangs. Socket time-outs alone do not stop a
 * server that sends a byte now and then, or never reads.
 */
public final class Connection implements Closeable {
  private final String host;
  private final InetSocketAddress address;
  private final Socket tcp;
  private final Limits limits;
  private final ScheduledExecutorService timer;
  private Socket spoken;
  private InputStream in;
  private boolean reusable; // nothing is owed on it by either side
  private @Nullable Peer peer;
  private volatile boolean late;

  private Connection(
      String host,
      InetSocketAddress address,
      Socket tcp,
      Limits limits,
      ScheduledExecutorService timer)
      throws IOException {
    this.host = host;
    this.address = address;
    this.tcp = tcp;
    this.limits = limits;
    this.timer = timer;
    this.spoken = tcp;
    this.in = new BufferedInputStream(tcp.getInputStream());
  }

  /** Connects to an address of the host. */
  static Connection open(
      String host, InetAddress where, int port, Limits limits, ScheduledExecutorService timer)
      throws NoAnswer {
    InetSocketAddress address = new InetSocketAddress(where, port);
    Socket tcp = new Socket();
    try {
      tcp.connect(address, Math.toIntExact(limits.connect().toMillis()));
      tcp.setTcpNoDelay(true);
      return new Connection(host, address, tcp, limits, timer);
    } catch (IOException problem) {
      closeQuietly(tcp);
      throw new Endpoint(host, address).unreached(problem, limits.connect());
    }
  }

  /**
   * Goes on in TLS 1.2 or newer, naming the host.
   *
   * @param verified whether the certificate must carry the host's name
   */
  void startTls(SSLContext context, boolean verified) throws NoAnswer {
    peer =
        bounded(
            () -> {
              SSLSocket tls =
                  (SSLSocket)
                      context.getSocketFactory().createSocket(tcp, host, address.getPort(), true);
              spoken = tls;
              SSLParameters parameters = tls.getSSLParameters();
              parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
              if (!ServerName.isAddress(host)) {
                parameters.setServerNames(List.of(new SNIHostName(host)));
              }
              if (verified) {
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
              }
              tls.setSSLParameters(parameters);
              tls.startHandshake();
              in = new BufferedInputStream(tls.getInputStream());
              reusable = true;
              return Peer.of(tls.getSession());
            });
  }

  /** What the server showed in the handshake. */
  Peer peer() {
    return Objects.requireNonNull(peer, "no TLS was started");
  }

  /** Sends the bytes and reads the HTTP answer. */
  Response exchange(byte[] request) throws NoAnswer {
    return bounded(
        () -> {
          reusable = false;
          send(request);
          ResponseReader reader = new ResponseReader(in, limits);
          Response response = reader.read();
          reusable = reader.another() && in.available() == 0;
          return response;
        });
  }

  /** Whether enough of an answer that may never end has come. */
  @FunctionalInterface
  public interface Enough {
    boolean of(String body) throws NoAnswer;
  }

  /** Sends the bytes and reads of the HTTP answer until that is enough. */
  Response stream(byte[] request, Duration patience, Enough enough) throws NoAnswer {
    return bounded(
        patience,
        () -> {
          reusable = false;
          send(request);
          return new ResponseReader(in, limits).readUntil(enough);
        });
  }

  /** Whether a request may be sent: after the handshake, or after a whole answer. */
  boolean reusable() {
    return reusable;
  }

  /** Sends a hello of an old version; a server that resets the connection refuses, too. */
  OldHandshake offer(OldVersion version) throws NoAnswer {
    return bounded(
        () -> {
          try {
            send(ClientHello.record(version.number(), host));
            return OldHandshake.read(in);
          } catch (IOException problem) {
            if (late) {
              throw problem;
            }
            return new OldHandshake(true, "reset");
          }
        });
  }

  private void send(byte[] bytes) throws IOException {
    OutputStream out = spoken.getOutputStream();
    out.write(bytes);
    out.flush();
  }

  private interface Talk<T> {
    T run() throws IOException;
  }

  private <T> T bounded(Talk<T> talk) throws NoAnswer {
    return bounded(limits.exchange(), talk);
  }

  private <T> T bounded(Duration patience, Talk<T> talk) throws NoAnswer {
    ScheduledFuture<?> alarm;
    try {
      long millis = patience.toMillis();
      alarm = timer.schedule(this::timeIsOver, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException problem) {
      throw new NoAnswer("the verification is over", problem);
    }
    try {
      return talk.run();
    } catch (IOException problem) {
      throw new Endpoint(host, address).unanswered(problem, patience, late);
    } finally {
      alarm.cancel(false);
    }
  }

  private void timeIsOver() {
    late = true;
    closeQuietly(tcp);
  }

  /** Says good-bye in TLS after a whole answer; otherwise leaves at once, reading no more. */
  @Override
  public void close() {
    try {
      if (reusable) {
        bounded(
            () -> {
              spoken.close();
              return true;
            });
      }
    } catch (NoAnswer ignored) {
      // It is of no use any more either way.
    } finally {
      closeQuietly(tcp);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException ignored) {
      // The same.
    }
  }
}
