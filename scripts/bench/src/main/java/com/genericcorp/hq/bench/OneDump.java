package com.genericcorp.hq.bench;

import com.genericcorp.hq.server.tenancy.Tenant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** One organisation's schema by PostgreSQL's own pg_dump, which reads the whole catalogue first. */
record OneDump(BenchDatabase database, Tenant tenant) {
  private static final int NEEDED = 17;

  /** Whether there is a pg_dump that takes this server. */
  boolean possible() {
    try {
      Process version = new ProcessBuilder(program(), "--version").start();
      String said = new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String number = said.replaceAll("(?s)\\D*(\\d+).*", "$1");
      return version.waitFor() == 0 && Integer.parseInt(number) >= NEEDED;
    } catch (IOException | NumberFormatException none) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Dumps; the size in bytes. */
  long run() throws IOException, InterruptedException {
    Path file = database.folder.resolve("one.dump");
    ProcessBuilder dump =
        new ProcessBuilder(
            List.of(
                program(),
                "--format=custom",
                "--role=" + database.administration.names().owner(),
                "--schema=" + tenant.schema(),
                "--file=" + file));
    BenchLogin.of(database).into(dump.environment());
    if (dump.inheritIO().start().waitFor() != 0) {
      throw new IllegalStateException("pg_dump failed");
    }
    return file.toFile().length();
  }

  private static String program() {
    String named = System.getenv("PG_DUMP");
    return named == null ? "pg_dump" : named;
  }
}
