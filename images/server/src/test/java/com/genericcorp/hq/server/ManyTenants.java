package com.genericcorp.hq.server;

import com.genericcorp.hq.server.database.Cohorts;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Organisations {@code t0}, {@code t1} and so on, in cohorts of a chosen size. */
public final class ManyTenants {
  private ManyTenants() {}

  /** Makes so many; all that there are, by slug. */
  public static List<Tenant> make(TestInstallation installation, int count, int cohortSize)
      throws SQLException {
    Cohorts cohorts = new Cohorts(installation.administration, cohortSize);
    int made = 0;
    while (made < count) {
      int cohort;
      try (Connection migrator = installation.administration.asMigrator()) {
        cohort = cohorts.withRoom(migrator);
      }
      // A login is dear: it makes as many as its cohort may have room for.
      try (Connection provisioner = installation.administration.asProvisioner(cohort)) {
        for (int one = 0; one < Math.min(cohortSize, 100) && made < count; one++) {
          Slug slug = new Slug("t" + made++);
          installation.creation.create(provisioner, cohort, slug, slug.value(), "free", "first");
        }
      }
    }
    return installation.tenantAdministration.list();
  }
}
