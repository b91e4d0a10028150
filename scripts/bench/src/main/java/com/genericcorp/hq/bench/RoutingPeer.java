package com.genericcorp.hq.bench;

import java.io.IOException;

/**
 * django-tenants' routing over the same organisations' tables: {@code
 * scripts/bench/peers/django-routing}. It prints what it measured.
 */
record RoutingPeer(BenchDatabase database) {
  void run() throws IOException, InterruptedException {
    ProcessBuilder peer = new ProcessBuilder("scripts/bench/peers/django-routing/run").inheritIO();
    BenchLogin.of(database).into(peer.environment());
    int code = peer.start().waitFor();
    if (code != 0) {
      System.out.printf("django-tenants ended with %d: no figures of it.%n", code);
    }
  }
}
