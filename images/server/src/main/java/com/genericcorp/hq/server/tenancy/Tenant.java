package com.genericcorp.hq.server.tenancy;

/**
 * An organisation as the registry knows it. Instances come from the {@link Registry} alone: schema
 * and role reach SQL from here and from nowhere else.
 *
 * @param id ten lower-case letters and digits; never changes, never reused
 * @param slug its name in host names; may change
 * @param tier the name of its tier: a key of {@code TIERS}
 * @param schema the schema that holds its tables
 * @param role the NOLOGIN role that may use that schema
 * @param database in which database all this is: one of {@link
 *     com.genericcorp.hq.server.database.Databases}
 * @param cohort which of its gateway logins may take that role
 * @param sample whether {@code seed} made it: its data may be made anew
 * @param storageBytes the size of its schema as last measured
 */
public record Tenant(
    String id,
    String slug,
    String name,
    String tier,
    Status status,
    String schema,
    String role,
    String database,
    int cohort,
    boolean sample,
    long storageBytes) {

  /** Whether an organisation is served. */
  public enum Status {
    ACTIVE,
    SUSPENDED
  }

  public boolean suspended() {
    return status == Status.SUSPENDED;
  }
}
