package com.genericcorp.hq.server.database;

import com.genericcorp.hq.cli.InvalidInput;
import java.util.regex.Pattern;

/**
 * What this database's roles are called. Roles belong to the whole cluster, so each name starts
 * with the database's: two databases beside one another (a restore, tests) never share a role.
 */
public record RoleNames(String database) {
  private static final Pattern PLAIN = Pattern.compile("[a-z][a-z0-9_]{0,29}");

  public RoleNames {
    if (!PLAIN.matcher(database).matches()) {
      throw new InvalidInput(
          "DATABASE_NAME is '%s': use 1 to 30 lower-case letters, digits and underscores, a letter"
              + " first (names of roles are made from it)",
          database);
    }
  }

  /** Owns every table and schema; nobody logs in as it. */
  public String owner() {
    return database + "_owner";
  }

  /** Logs in for the organisations of a cohort, and takes their roles. */
  public String gateway(int cohort) {
    return database + "_gateway_" + cohort;
  }

  /** Logs in to make the roles and schemas of a cohort. */
  public String provisioner(int cohort) {
    return database + "_provisioner_" + cohort;
  }

  public String tenant(String tenantId) {
    return database + "_tenant_" + tenantId;
  }
}
