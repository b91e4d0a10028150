package com.genericcorp.hq.server.usage;

import com.genericcorp.hq.server.tenancy.TenantDatabase;

/** Measures the sizes of organisations' schemas, those first that were measured longest ago. */
public final class StorageMeasurement {
  private static final int AT_ONCE = 50;
  private static final int FRESH_MINUTES = 10;

  private final TenantDatabase database;

  public StorageMeasurement(TenantDatabase database) {
    this.database = database;
  }

  /** Measures some; a new organisation is among the first. Returns how many. */
  public int measure() {
    return database.shared(
        handle ->
            handle
                .createQuery(
                    "select public.measure_storage(:most, make_interval(mins => :minutes))")
                .bind("most", AT_ONCE)
                .bind("minutes", FRESH_MINUTES)
                .mapTo(Integer.class)
                .one());
  }
}
