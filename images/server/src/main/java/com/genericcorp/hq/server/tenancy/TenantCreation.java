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
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** Makes organisations: role, schema, tables, registry row and first key in one transaction. */
public final class TenantCreation {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String ID_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int ID_LENGTH = 10;
  private static final int LONGEST_NAME = 100;

  // Of the unique keys the database names the first that it looks at; the probe's id is always the
  // same.
  private static final Set<String> TAKEN =
      Set.of("tenants_slug_key", "tenants_pkey", "creation_requests_pkey");

  private final Administration administration;
  private final Cohorts cohorts;
  private final TenantScript script;
  private final Operator operator;

  /** As the process's user. */
  public TenantCreation(Administration administration) {
    this(administration, Operator.ofProcess());
  }

  /** What this operator makes is recorded as such. */
  public TenantCreation(Administration administration, Operator operator) {
    this(administration, operator, MigrationScript.all());
  }

  /**
   * Makes organisations whose schemas have these versions.
   *
   * @param migrations from version 1 on without a gap
   */
  public TenantCreation(Administration administration, List<MigrationScript> migrations) {
    this(administration, Operator.ofProcess(), migrations);
  }

  private TenantCreation(
      Administration administration, Operator operator, List<MigrationScript> migrations) {
    this.administration = administration;
    this.operator = operator;
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
    return create(slug, name, tier, false, keyName, null);
  }

  /**
   * Makes an organisation whose data are samples: see {@link #create(Slug, String, String,
   * String)}.
   */
  public Created createSample(Slug slug, String name, String tier, String keyName) {
    return create(slug, name, tier, true, keyName, null);
  }

  /**
   * Makes an organisation for a request that may come again, which {@link RequestedCreation}
   * answers.
   *
   * @throws AlreadyExists when the slug is taken, or the request was answered
   */
  Created create(Slug slug, String name, String tier, String keyName, RequestKey request) {
    return create(slug, name, tier, false, keyName, request);
  }

  private Created create(
      Slug slug,
      String name,
      String tier,
      boolean sample,
      String keyName,
      @Nullable RequestKey request) {
    requireName(name);
    try {
      int cohort;
      try (Connection migrator = administration.asMigrator()) {
        cohort = cohorts.withRoom(migrator);
      }
      try (Connection provisioner = administration.asProvisioner(cohort)) {
        return create(provisioner, cohort, slug, name, tier, sample, keyName, request);
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
    return create(provisioner, cohort, slug, name, tier, false, keyName, null);
  }

  /**
   * Sees that a name can be an organisation's.
   *
   * @throws InvalidInput when it cannot
   */
  static void requireName(String name) {
    boolean printable = name.codePoints().noneMatch(Character::isISOControl);
    if (name.isBlank() || name.length() > LONGEST_NAME || !printable) {
      throw new InvalidInput(
          "An organisation's name has 1 to %d characters, none of them a control character.",
          LONGEST_NAME);
    }
  }

  private Created create(
      Connection provisioner,
      int cohort,
      Slug slug,
      String name,
      String tier,
      boolean sample,
      String keyName,
      @Nullable RequestKey request)
      throws SQLException {
    String id = slug.equals(Slug.PROBE) ? ProbeKey.TENANT_ID : newId();
    ApiKey key = request == null ? ApiKey.generate(id) : request.firstKey(administration, id);
    String sql = script.forTenant(administration.names(), id, cohort, request != null);
    provisioner.setAutoCommit(false);
    try (PreparedStatement statement = provisioner.prepareStatement(sql)) {
      int next = 1;
      statement.setString(next++, slug.value());
      statement.setString(next++, name);
      statement.setString(next++, tier);
      statement.setBoolean(next++, sample);
      if (request != null) {
        statement.setBytes(next++, request.hash());
      }
      statement.setString(next++, operator.name());
      statement.setString(next++, keyName);
      statement.setBytes(next, key.hash());
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

  /** What a failure of the database means for whoever makes an organisation of this name. */
  public static RuntimeException failure(Slug slug, SQLException problem) {
    boolean taken =
        problem instanceof PSQLException refused
            && refused.getServerErrorMessage() != null
            && refused.getServerErrorMessage().getConstraint() != null
            && TAKEN.contains(refused.getServerErrorMessage().getConstraint());
    return taken
        ? new AlreadyExists(slug)
        : Administration.failed("making organisation '" + slug.value() + "'", problem);
  }

  /** A new organisation's id. */
  public static String newId() {
    StringBuilder id = new StringBuilder();
    for (int position = 0; position < ID_LENGTH; position++) {
      id.append(ID_ALPHABET.charAt(RANDOM.nextInt(ID_ALPHABET.length())));
    }
    return id.toString();
  }
}
