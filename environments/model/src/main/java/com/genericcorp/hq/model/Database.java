package com.genericcorp.hq.model;

import com.genericcorp.hq.cli.InvalidInput;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * PostgreSQL.
 *
 * @param version its major version
 * @param backupDays days for which backups are kept; 0: none
 * @param rds what it runs on in AWS; empty elsewhere
 */
public record Database(int version, int backupDays, Optional<Rds> rds) {
  private static final int VERSION = 17;

  public Database {
    if (version != VERSION) {
      throw new InvalidInput("database.version is %d; allowed: %d", version, VERSION);
    }
    Check.range("database.backupDays", backupDays, 0, 35);
  }

  /**
   * An instance of RDS.
   *
   * @param storageGb gp3 storage in GiB
   * @param multiAz a standby in another availability zone
   */
  public record Rds(String instanceClass, int storageGb, boolean multiAz) {
    private static final Pattern CLASS = Pattern.compile("db\\.[a-z0-9-]+\\.[a-z0-9]+");

    public Rds {
      Check.matches(
          "database.rds.instanceClass",
          instanceClass,
          CLASS,
          30,
          "a class of RDS such as db.t4g.micro");
      Check.range("database.rds.storageGb", storageGb, 20, 65_536);
    }
  }
}
