package com.genericcorp.hq.server.tenancy;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.database.Cohorts;
import com.genericcorp.hq.server.migration.MigrationScript;
import com.genericcorp.hq.server.migration.TenantScript;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.postgresql.util.PSQLException;

/** Makes organisations: role, schema, tables, registry row and first key in one transaction. */
public final class TenantCreation {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String ID_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int ID_LENGTH = 10;
  private static final int LONGEST_NAME = 100;

  // Of the unique keys the database names the first that it looks at; the probe's id is always the
  // same.
  private static final Set<String> TAKEN = Set.of("tenants_slug_key", "tenants_pkey");

  private final Administration administration;
  private final Cohorts cohorts;
  private final TenantScript script;

  public TenantCreation(Administration administration) {
    this(administration, MigrationScript.all());
  }

  /**
   * Makes organisations whose schemas have these versions.
   *
   * @param migrations from version 1 on without a gap
   */
  public TenantCreation(Administration administration, List<MigrationScript> migrations) {
    this.administration = administration;
    this.cohorts = new Cohorts(administration);
    this.script = new TenantScript(MigrationScript.inOrder(migrations));
  }

  /**
   * What was made.
   *
   * @param key the organisation's first key; it is stored as a hash, so it is shown now or never
   */
  public record Created(Slug slug, ApiKey key) {}

  /** The organisation's name is taken by another. */
  public static final class AlreadyExists extends InvalidInput {
    AlreadyExists(Slug slug) {
      super("There is an organisation '%s' already: choose another name.", slug.value());
    }
  }

  /**
   * Makes an organisation. Of several at once for one slug exactly one succeeds.
   *
   * @param keyName what the organisation's first key is called
   * @throws AlreadyExists when the slug is taken
   */
  public Created create(Slug slug, String name, String tier, String keyName) {
    return create(slug, name, tier, false, keyName);
  }

  /**
   * Makes an organisation whose data are samples: see {@link #create(Slug, String, String,
   * String)}.
   */
  public Created createSample(Slug slug, String name, String tier, String keyName) {
    return create(slug, name, tier, true, keyName);
  }

  private Created create(Slug slug, String name, String tier, boolean sample, String keyName) {
    boolean printable = name.codePoints().noneMatch(Character::isISOControl);
    if (name.isBlank() || name.length() > LONGEST_NAME || !printable) {
      throw new InvalidInput(
          "An organisation's name has 1 to %d characters, none of them a control character.",
          LONGEST_NAME);
    }
    try {
      int cohort;
      try (Connection migrator = administration.asMigrator()) {
        cohort = cohorts.withRoom(migrator);
      }
      try (Connection provisioner = administration.asProvisioner(cohort)) {
        return create(provisioner, cohort, slug, name, tier, sample, keyName);
      }
    } catch (SQLException problem) {
      throw failure(slug, problem);
    }
  }

  /**
   * The same on a connection that the caller keeps, for making many.
   *
   * @param provisioner a connection as the cohort's provisioner, in auto-commit
   */
  public Created create(
      Connection provisioner, int cohort, Slug slug, String name, String tier, String keyName)
      throws SQLException {
    return create(provisioner, cohort, slug, name, tier, false, keyName);
  }

  private Created create(
      Connection provisioner,
      int cohort,
      Slug slug,
      String name,
      String tier,
      boolean sample,
      String keyName)
      throws SQLException {
    String id = slug.equals(Slug.PROBE) ? ProbeKey.TENANT_ID : newId();
    ApiKey key = ApiKey.generate(id);
    String sql = script.forTenant(administration.names(), id, cohort);
    provisioner.setAutoCommit(false);
    try (PreparedStatement statement = provisioner.prepareStatement(sql)) {
      statement.setString(1, slug.value());
      statement.setString(2, name);
      statement.setString(3, tier);
      statement.setBoolean(4, sample);
      statement.setString(5, keyName);
      statement.setBytes(6, key.hash());
      statement.execute();
      provisioner.commit();
      return new Created(slug, key);
    } catch (SQLException problem) {
      provisioner.rollback();
      throw problem;
    } finally {
      provisioner.setAutoCommit(true);
    }
  }

  private static RuntimeException failure(Slug slug, SQLException problem) {
    boolean taken =
        problem instanceof PSQLException refused
            && refused.getServerErrorMessage() != null
            && refused.getServerErrorMessage().getConstraint() != null
            && TAKEN.contains(refused.getServerErrorMessage().getConstraint());
    return taken
        ? new AlreadyExists(slug)
        : Administration.failed("making organisation '" + slug.value() + "'", problem);
  }

  private static String newId() {
    StringBuilder id = new StringBuilder();
    for (int position = 0; position < ID_LENGTH; position++) {
      id.append(ID_ALPHABET.charAt(RANDOM.nextInt(ID_ALPHABET.length())));
    }
    return id.toString();
  }
}
