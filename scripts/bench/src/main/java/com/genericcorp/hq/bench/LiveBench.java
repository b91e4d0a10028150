package com.genericcorp.hq.bench;

import com.genericcorp.hq.server.config.Features;
import com.genericcorp.hq.server.database.Cohorts;
import com.genericcorp.hq.server.http.Hosts;
import com.genericcorp.hq.server.limits.Tiers;
import com.genericcorp.hq.server.serve.ServeSettings;
import com.genericcorp.hq.server.serve.Service;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import com.genericcorp.hq.server.tenancy.TenantCreation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * From the end of a task's commit to the arrival of its event at a reader's socket, with 1 and 200
 * streams: 2 organisations with 5 keys each, 20 streams a key. Database, server and readers share
 * the machine.
 */
final class LiveBench {
  private static final int ROUNDS = 300;
  private static final int WARM_UP = 50;
  private static final double LIMIT_MILLIS = 200;

  private final BenchDatabase database;
  private final List<Socket> sockets = new ArrayList<>();

  private LiveBench(BenchDatabase database) {
    this.database = database;
  }

  public static void main(String[] arguments) throws Exception {
    try (BenchDatabase database = new BenchDatabase()) {
      LiveBench bench = new LiveBench(database);
      System.out.printf("%-12s %10s %10s %10s%n", "", "p50", "p95", "p99");
      bench.measure("first", 1);
      bench.measure("second", 200);
    }
    System.exit(0);
  }

  private void measure(String name, int streams) throws Exception {
    List<Tenant> tenants = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    TenantAdministration administration = new TenantAdministration(database.administration);
    for (int organisation = 0; organisation < (streams > 1 ? 2 : 1); organisation++) {
      Slug slug = new Slug(name + organisation);
      keys.add(make(slug));
      Tenant tenant = administration.find(slug).orElseThrow();
      tenants.add(tenant);
      for (int key = 1; key < Math.max(1, streams / 40); key++) {
        keys.add(administration.replaceKey(tenant, "k" + key).reveal());
      }
    }
    try (Service service = Service.start(settings())) {
      Sample sample = run(service.port(), tenants, keys, streams);
      System.out.printf(
          "%-12s %7.1f ms %7.1f ms %7.1f ms (limit %.0f ms at the p95: %s)%n",
          streams + " streams",
          sample.median(),
          sample.millis(0.95),
          sample.millis(0.99),
          LIMIT_MILLIS,
          sample.millis(0.95) <= LIMIT_MILLIS ? "held" : "exceeded");
      for (Socket socket : sockets) {
        socket.close();
      }
      sockets.clear();
    }
  }

  private Sample run(int port, List<Tenant> tenants, List<String> keys, int streams)
      throws Exception {
    AtomicLongArray arrived = new AtomicLongArray(streams);
    CountDownLatch greeted = new CountDownLatch(streams);
    for (int one = 0; one < streams; one++) {
      open(port, keys.get(one % keys.size()), one, arrived, greeted);
    }
    if (!greeted.await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("not all streams began");
    }
    Sample sample = new Sample();
    try (Connection owner =
            database
                .administration
                .migratorSource()
                .actingAs(database.administration.names().owner())
                .getConnection();
        Statement statement = owner.createStatement()) {
      for (Tenant tenant : tenants) {
        statement.execute("insert into " + tenant.schema() + ".agents (name) values ('bench')");
      }
      owner.setAutoCommit(false);
      for (int round = 0; round < WARM_UP + ROUNDS; round++) {
        for (int one = 0; one < streams; one++) {
          arrived.set(one, 0);
        }
        for (Tenant tenant : tenants) {
          statement.execute(
              "insert into %1$s.tasks (agent_id, title, status)".formatted(tenant.schema())
                  + " select id, 'Bench', 'succeeded' from "
                  + tenant.schema()
                  + ".agents");
        }
        owner.commit();
        long committed = System.nanoTime();
        for (int one = 0; one < streams; one++) {
          while (arrived.get(one) == 0) {
            Thread.sleep(1);
          }
          if (round >= WARM_UP) {
            sample.add(arrived.get(one) - committed);
          }
        }
        Thread.sleep(10 + round % 20);
      }
    }
    return sample;
  }

  private void open(
      int port, String key, int index, AtomicLongArray arrived, CountDownLatch greeted)
      throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    sockets.add(socket);
    String request =
        "GET /api/tasks/events HTTP/1.1\r\nHost: demo.localhost\r\nAuthorization: Bearer %s\r\n\r\n"
            .formatted(key);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader lines =
                  new BufferedReader(
                      new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                  if (line.equals("event: hello")) {
                    greeted.countDown();
                  } else if (line.equals("event: task")) {
                    arrived.set(index, System.nanoTime());
                  }
                }
              } catch (IOException closed) {
                // At the end of the measurement.
              }
            },
            "reader");
    reader.setDaemon(true);
    reader.start();
  }

  private String make(Slug slug) throws Exception {
    TenantCreation creation = new TenantCreation(database.administration);
    int cohort;
    try (Connection migrator = database.administration.asMigrator()) {
      cohort = new Cohorts(database.administration).withRoom(migrator);
    }
    try (Connection provisioner = database.administration.asProvisioner(cohort)) {
      return creation
          .create(provisioner, cohort, slug, slug.value(), "enterprise", "first")
          .key()
          .reveal();
    }
  }

  private ServeSettings settings() {
    return new ServeSettings(
        "bench",
        new Hosts("demo.localhost", "{slug}.demo.localhost", 8443),
        "127.0.0.1",
        0,
        0,
        0,
        0,
        2,
        10,
        4,
        Tiers.parse("{\"enterprise\":{}}"),
        "bench-" + System.nanoTime(),
        database.settings,
        BenchDatabase.GATEWAY_SECRET,
        Features.parse("{}"),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }
}
