package com.genericcorp.hq.server;

import com.genericcorp.hq.postgres.TestPostgres;
import com.genericcorp.hq.server.config.Secret;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.database.DatabaseSettings;
import com.genericcorp.hq.server.database.Gateways;
import com.genericcorp.hq.server.migration.SharedSchema;
import com.genericcorp.hq.server.tenancy.ApiKey;
import com.genericcorp.hq.server.tenancy.Freshness;
import com.genericcorp.hq.server.tenancy.Registry;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import com.genericcorp.hq.server.tenancy.TenantCreation;
import com.genericcorp.hq.server.tenancy.TenantDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A migrated database of a test's own on a real PostgreSQL, by the contract's plain logins, with
 * the parts that work on it. Pools have one connection, so that every transaction reuses the last
 * one's.
 */
public final class TestInstallation implements AutoCloseable {
  public static final Secret GATEWAY_SECRET = Secret.of("GATEWAY_SECRET", "test-gateway-secret");

  public final TestPostgres.Database database;
  public final DatabaseSettings settings;
  public final Administration administration;
  public final Gateways gateways;
  public final TenantDatabase tenants;
  public final Registry registry;
  public final TenantCreation creation;
  public final TenantAdministration tenantAdministration;

  private TestInstallation(TestPostgres.Database database) {
    this.database = database;
    this.settings = settings(database);
    this.administration = administration(GATEWAY_SECRET);
    this.gateways = new Gateways(settings, GATEWAY_SECRET, 1, null);
    this.tenants = new TenantDatabase(gateways);
    this.registry = new Registry(tenants, new Freshness(System::nanoTime));
    this.creation = new TenantCreation(administration);
    this.tenantAdministration = new TenantAdministration(administration);
  }

  /**
   * On the server that the JVM's tests share; the shared schema is there, organisations are not.
   */
  public static TestInstallation migrated() {
    return migrated(TestPostgres.shared());
  }

  public static TestInstallation migrated(TestPostgres server) {
    TestInstallation installation = new TestInstallation(server.freshDatabase());
    new SharedSchema(installation.administration).migrate();
    return installation;
  }

  /** An empty database, not migrated. */
  public static TestInstallation empty() {
    return new TestInstallation(TestPostgres.shared().freshDatabase());
  }

  /** A database that is migrated already. */
  public static TestInstallation on(TestPostgres.Database database) {
    return new TestInstallation(database);
  }

  /** How commands reach this database, with another gateway secret. */
  public Administration administration(Secret gatewaySecret) {
    return new Administration(
        settings,
        database.migrator().user(),
        Secret.of("MIGRATOR_PASSWORD", database.migrator().password()),
        gatewaySecret);
  }

  /** Makes an organisation of the smallest tier. */
  public Tenant create(String slug) {
    createWithKey(slug);
    return tenantAdministration.find(new Slug(slug)).orElseThrow();
  }

  /** Makes an organisation and returns its first key. */
  public ApiKey createWithKey(String slug) {
    return creation.create(new Slug(slug), slug, "free", "first").key();
  }

  /** Runs SQL as the superuser: what a test arranges behind the service's back. */
  public void asSuperuser(String... statements) {
    try (Connection connection = database.connectAsSuperuser();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException problem) {
      throw new IllegalStateException(problem);
    }
  }

  /** The first column of a query's first row, as the superuser. */
  public String value(String sql) {
    try (Connection connection = database.connectAsSuperuser();
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException problem) {
      throw new IllegalStateException(problem);
    }
  }

  private static DatabaseSettings settings(TestPostgres.Database database) {
    return new DatabaseSettings(
        database.host(), database.port(), database.name(), DatabaseSettings.Tls.DISABLE, "");
  }

  @Override
  public void close() {
    gateways.close();
  }
}
