package com.genericcorp.hq.server.isolation;

import com.genericcorp.hq.postgres.TestPostgres;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.database.Cohorts;
import com.genericcorp.hq.server.serve.Browser;
import com.genericcorp.hq.server.serve.TestService;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What is attacked: a migrated database with three organisations, two of them in one cohort, and a
 * server on it. Everything that an organisation has carries its mark, so that a crossing is seen
 * wherever it comes out.
 */
final class Ground implements AutoCloseable {
  static final String PASSWORD = "correct horse battery";
  static final List<String> TABLES =
      List.of(
          "agents",
          "tasks",
          "task_events",
          "api_keys",
          "users",
          "invitations",
          "sessions",
          "idempotency_keys");

  private static final Duration SOON = Duration.ofSeconds(20);
  private static Ground shared;

  final TestInstallation installation;
  final Map<String, String> keys;
  final Tenant acme;
  final Tenant globex;

  /** Of another cohort than the two. */
  final Tenant initech;

  /** How long what must happen soon may take: a busy machine's time, not what is promised. */
  Duration patience = SOON;

  private final Map<String, Browser> browsers = new LinkedHashMap<>();
  private TestService service;

  /**
   * @param keys an owner's key of each organisation, by its slug
   */
  Ground(TestPostgres.Database database, Map<String, String> keys) {
    this(TestInstallation.on(database), keys);
  }

  private Ground(TestInstallation installation, Map<String, String> keys) {
    this.installation = installation;
    this.keys = keys;
    this.acme = tenant("acme");
    this.globex = tenant("globex");
    this.initech = tenant("initech");
  }

  /** What the tests of this JVM attack, one after the other. */
  static synchronized Ground shared() {
    if (shared == null) {
      shared = laid();
    }
    return shared;
  }

  /** Has the tests of this class loader attack another one; null: what they make themselves. */
  static synchronized void attackInstead(Ground other) {
    shared = other;
  }

  /** Stops the shared ground's server: other tests of this JVM have theirs. */
  static synchronized void rest() {
    if (shared != null) {
      shared.stop();
    }
  }

  /** A new database with its three organisations. */
  static Ground laid() {
    TestInstallation installation = TestInstallation.migrated();
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("acme", create(installation, "acme"));
    keys.put("globex", create(installation, "globex"));
    installation.asSuperuser(
        "update public.cohorts set tenants = " + Cohorts.SIZE + " where id = 1");
    keys.put("initech", create(installation, "initech"));
    installation.asSuperuser("update public.cohorts set tenants = 2 where id = 1");
    Ground ground = new Ground(installation, keys);
    for (Tenant tenant : List.of(ground.acme, ground.globex, ground.initech)) {
      ground.plant(tenant);
    }
    return ground;
  }

  private static String create(TestInstallation installation, String slug) {
    return installation
        .creation
        .create(new Slug(slug), mark(slug), "free", mark(slug))
        .key()
        .reveal();
  }

  /** The word that stands in all that an organisation has. */
  static String mark(String slug) {
    return "mark-" + slug;
  }

  static String mark(Tenant tenant) {
    return mark(tenant.slug());
  }

  private void plant(Tenant tenant) {
    Sql.inTenant(
        this,
        tenant,
        "insert into agents (name, description) values ('%1$s', '%1$s')",
        "insert into tasks (agent_id, title, status, result)"
            + " select id, '%1$s', 'succeeded', '%1$s' from agents",
        "insert into task_events (task_id, kind, detail) select id, 'queued', '%1$s' from tasks",
        "insert into users (email, name, role) values ('%1$s@example.com', '%1$s', 'owner')",
        "insert into invitations (user_id, secret_hash, expires_at)"
            + " select id, sha256('%1$s'), now() + interval '1 day' from users",
        "insert into sessions (user_id, secret_hash, expires_at)"
            + " select id, sha256('%1$s'), now() + interval '1 day' from users",
        "insert into idempotency_keys (caller, key, request_hash, body)"
            + " values ('%1$s', '%1$s', sha256('%1$s'), '%1$s')");
  }

  private Tenant tenant(String slug) {
    return installation.tenantAdministration.find(new Slug(slug)).orElseThrow();
  }

  /** A name that no organisation here has had. */
  static String freshName() {
    return "fresh-" + UUID.randomUUID().toString().substring(0, 13);
  }

  /** An organisation of the first cohort, made for one test. */
  record Fresh(Tenant tenant, String key) {
    String slug() {
      return tenant.slug();
    }
  }

  Fresh fresh() {
    String slug = freshName();
    String key = create(installation, slug);
    return new Fresh(tenant(slug), key);
  }

  void setStatus(Tenant tenant, String status) {
    asOwner("update public.tenants set status = ? where id = ?", status, tenant.id());
  }

  void rename(Tenant tenant, String slug) {
    asOwner("update public.tenants set slug = ? where id = ?", slug, tenant.id());
  }

  private void asOwner(String sql, String value, String id) {
    int changed =
        installation.tenantAdministration.asOwner(handle -> handle.execute(sql, value, id));
    if (changed != 1) {
      throw new IllegalStateException("no organisation " + id);
    }
  }

  /** A server on this database, ready; the ground closes it. */
  synchronized TestService service() {
    if (service == null) {
      service = TestService.start(installation);
      TestService.await("ready", SOON, () -> ask("GET", "/api/agents", acme, "").contains("items"));
    }
    return service;
  }

  /** The body of an answer to an organisation's own key. */
  String ask(String method, String path, Tenant tenant, String body) {
    return service().ask(method, path, tenant.slug(), keys.get(tenant.slug()), body).body();
  }

  /**
   * Somebody of the organisation who is signed in, with the cookies of one and the same session.
   */
  synchronized Browser browser(Tenant tenant) {
    return browsers.computeIfAbsent(
        tenant.slug(),
        slug ->
            service().join(slug, keys.get(slug), freshName() + "@example.com", "owner", PASSWORD));
  }

  /** The ids of all that an organisation has, its own id among them. */
  List<String> ids(Tenant tenant) {
    String tables =
        String.join(
            " union all ",
            TABLES.stream()
                .filter(table -> !table.equals("task_events") && !table.equals("idempotency_keys"))
                .map(table -> "select id::text from " + tenant.schema() + "." + table)
                .toList());
    String all =
        installation.value("select string_agg(id, ',') from (" + tables + ") as of_tables (id)");
    return List.of((all + "," + tenant.id()).split(","));
  }

  /** A digest of every row that an organisation has. */
  String fingerprint(Tenant tenant) {
    StringBuilder sum = new StringBuilder();
    for (String table : TABLES) {
      sum.append(
          installation.value(
              "select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from %s.%s t"
                  .formatted(tenant.schema(), table)));
    }
    return sum.toString();
  }

  private synchronized void stop() {
    browsers.clear();
    if (service != null) {
      service.close();
      service = null;
    }
  }

  @Override
  public void close() {
    stop();
    installation.close();
  }
}
