package com.genericcorp.hq.server.isolation;

import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.util.concurrent.atomic.AtomicLong;

/** An organisation in a storm, and how many rows it must have. */
final class Member {
  final Tenant tenant;
  final String key;

  /** Stands in each of its rows. */
  final String mark;

  /** Whether it is suspended and resumed all the time, so that it may be refused. */
  final boolean swinging;

  final AtomicLong written = new AtomicLong();

  /** Writes whose commit was cut off: there, or not. */
  final AtomicLong uncertain = new AtomicLong();

  Member(Tenant tenant, String key, boolean swinging) {
    this.tenant = tenant;
    this.key = key;
    this.mark = Ground.mark(tenant);
    this.swinging = swinging;
  }

  /** What is wrong with its rows now; empty when nothing is. */
  String fault(TestInstallation installation) {
    String rows = tenant.schema() + ".agents";
    long all = Long.parseLong(installation.value("select count(*) from " + rows));
    long foreign =
        Long.parseLong(
            installation.value(
                "select count(*) from %s where description <> '%s'".formatted(rows, mark)));
    long least = written.get();
    long most = least + uncertain.get();
    if (foreign > 0) {
      return "%s has %d rows of others.".formatted(tenant.slug(), foreign);
    }
    return all < least || all > most
        ? "%s has %d rows, and wrote %d to %d.".formatted(tenant.slug(), all, least, most)
        : "";
  }
}
