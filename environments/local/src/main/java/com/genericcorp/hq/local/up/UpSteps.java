package com.genericcorp.hq.local.up;

import com.genericcorp.hq.cli.Step;
import java.util.List;

/** What {@code up} does. */
final class UpSteps {
  private UpSteps() {}

  /** In this order; each step may be repeated, and the whole be killed anywhere. */
  static final List<Step<Up>> ALL =
      List.of(
          new PrepareState(), // folders and secrets; PostgreSQL is unpacked meanwhile
          new MakeCertificates(), // of the machine's own authority; made once
          new FindRunning(), // what already runs as wanted is kept, anything else is stopped
          new RequirePorts(), // who holds one is named before anything starts
          new StartEdge(), // the JVMs boot while PostgreSQL starts
          new StartServer(), // it says that it is not ready until the schema is there
          new StartPostgres(), // found, recovered or made
          new MigrateAndSeed(), // not again for the same jar, variables and data
          new AwaitReady(), // /ready of the server, both ports of the edge
          new Verify()); // "up" means verified
}
