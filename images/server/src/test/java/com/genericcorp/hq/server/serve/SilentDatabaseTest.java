package com.genericcorp.hq.server.serve;

import static com.genericcorp.hq.server.serve.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.database.DatabaseSettings;
import com.genericcorp.hq.server.http.RawHttp;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A database whose host dies: connections stay open, and nothing is ever answered. */
@Tag("slow")
class SilentDatabaseTest {
  @Test
  void nobodyWaitsForeverAndTasksGoOnOverNewConnections() throws Exception {
    try (TestInstallation installation = TestInstallation.migrated();
        Cable cable = new Cable(installation.settings.port())) {
      String key = installation.createWithKey("acme").reveal();
      DatabaseSettings direct = installation.settings;
      DatabaseSettings through =
          new DatabaseSettings(
              "127.0.0.1", cable.port(), direct.name(), direct.tls(), direct.caFile());
      try (TestService service = TestService.start(through)) {
        await("ready", Duration.ofSeconds(10), () -> ready(service) == 200);
        String agent =
            service
                .ask("POST", "/api/agents", "acme", key, "{\"name\":\"Priya\"}")
                .json()
                .get("id")
                .asText();
        String path =
            service
                .ask(
                    "POST",
                    "/api/tasks",
                    "acme",
                    key,
                    "{\"agentId\":\"%s\",\"title\":\"T\",\"simulation\":{\"seconds\":3}}"
                        .formatted(agent))
                .header("Location");
        await(
            "running",
            Duration.ofSeconds(5),
            () -> service.ask("GET", path, "acme", key, "").body().contains("\"running\""));

        cable.cut();
        CompletableFuture<Integer> answer =
            CompletableFuture.supplyAsync(
                () -> service.ask("GET", "/api/tasks", "acme", key, "").status());
        await("not ready", Duration.ofSeconds(7), () -> ready(service) == 503);
        await("an answer", Duration.ofSeconds(25), answer::isDone);
        assertThat(answer.join()).isEqualTo(503);

        // What was open stays silent, as after a failover; new connections reach the database.
        cable.mend();
        await("ready again", Duration.ofSeconds(25), () -> ready(service) == 200);
        await(
            "the end",
            Duration.ofSeconds(30),
            () -> service.ask("GET", path, "acme", key, "").body().contains("\"succeeded\""));
      }
    }
  }

  private static int ready(TestService service) {
    return RawHttp.exchange(
            service.service.port(), "GET /ready HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        .status();
  }

  /** Carries connections to a port of this machine until it is cut. */
  private static final class Cable implements AutoCloseable {
    private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final int target;
    // Connections of an earlier cable carry nothing any more.
    private volatile int cuts;
    private volatile boolean whole = true;

    Cable(int target) throws IOException {
      this.target = target;
      threads.execute(this::accept);
    }

    int port() {
      return entrance.getLocalPort();
    }

    void cut() {
      whole = false;
      cuts++;
    }

    void mend() {
      whole = true;
    }

    private void accept() {
      try {
        while (true) {
          Socket from = entrance.accept();
          sockets.add(from);
          if (whole) {
            Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(to);
            int now = cuts;
            threads.execute(() -> carry(from, to, now));
            threads.execute(() -> carry(to, from, now));
          }
        }
      } catch (IOException closed) {
        return;
      }
    }

    private void carry(Socket from, Socket to, int when) {
      try (InputStream in = from.getInputStream();
          OutputStream out = to.getOutputStream()) {
        byte[] some = new byte[8192];
        for (int read = in.read(some); read >= 0; read = in.read(some)) {
          if (cuts == when) {
            out.write(some, 0, read);
          }
        }
      } catch (IOException closed) {
        return;
      }
    }

    @Override
    public void close() throws IOException {
      entrance.close();
      for (Socket socket : sockets) {
        socket.close();
      }
      threads.shutdownNow();
    }
  }
}
