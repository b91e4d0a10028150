package com.genericcorp.hq.bench;

import java.nio.file.Path;
import java.util.Map;

/**
 * django-tenants, with our tables, in a database of its own: {@code scripts/bench/peers/django}.
 */
record DjangoPeer(BenchDatabase database, Path sql) {
  /** Has it make and migrate so many tenants; it prints what it measured. */
  void run(int tenants) throws Exception {
    String name = "django";
    database.makeForPeer(name);
    ProcessBuilder peer =
        new ProcessBuilder("scripts/bench/peers/django/run", Integer.toString(tenants)).inheritIO();
    Map<String, String> variables = peer.environment();
    variables.put("PGHOST", database.settings.host());
    variables.put("PGPORT", Integer.toString(database.settings.port()));
    variables.put("PGDATABASE", name);
    variables.put("PGUSER", name);
    variables.put("PGPASSWORD", "bench");
    variables.put("PEER_SQL", sql.toString());
    int code = peer.start().waitFor();
    if (code != 0) {
      System.out.printf("django-tenants ended with %d: no figures of it.%n", code);
    }
  }
}
