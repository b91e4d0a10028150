package com.genericcorp.hq.server.http;

import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.metrics.HttpMetrics;
import com.genericcorp.hq.server.metrics.ServerMetrics;
import com.genericcorp.hq.server.metrics.TenantMeters;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A server with a few routes and no database. */
abstract class RoutesFixture {
  static final Duration PATIENCE = Duration.ofMillis(800);
  static final String HOST = " HTTP/1.1\r\nHost: x\r\n";

  static ServerMetrics metrics;
  static PublicServer server;

  @BeforeAll
  static void start() {
    metrics = new ServerMetrics();
    Router router =
        new Router()
            .get("/hello", call -> Answer.json(200, Map.of("hello", "world")))
            .post("/things", call -> Answer.json(201, Map.of("bytes", call.body().remaining())))
            .get("/key", call -> Answer.json(200, Map.of("key", call.onlyHeader("Authorization"))))
            .get("/things/{id}", call -> Answer.json(200, call.path()))
            .get(
                "/fails",
                call -> {
                  throw new IllegalStateException("select secret from insides");
                });
    server =
        PublicServer.start(
            new PublicServer.Settings("127.0.0.1", 0, 1, 31_536_000, PATIENCE),
            router,
            new HttpMetrics(metrics.registry(), new TenantMeters(metrics.registry(), 1)));
  }

  @AfterAll
  static void stop() {
    server.close();
    metrics.close();
  }

  static String post(String headers) {
    return "POST /things" + HOST + headers + "\r\n\r\n";
  }

  static Reply send(String request) {
    return RawHttp.exchange(server.port(), request);
  }
}
