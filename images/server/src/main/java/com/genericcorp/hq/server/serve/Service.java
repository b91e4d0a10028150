package com.genericcorp.hq.server.serve;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.server.api.Api;
import com.genericcorp.hq.server.api.Identity;
import com.genericcorp.hq.server.database.Gateways;
import com.genericcorp.hq.server.database.Readiness;
import com.genericcorp.hq.server.http.Access;
import com.genericcorp.hq.server.http.HealthPages;
import com.genericcorp.hq.server.http.Hosts;
import com.genericcorp.hq.server.http.KnownHosts;
import com.genericcorp.hq.server.http.ManagementServer;
import com.genericcorp.hq.server.http.PublicServer;
import com.genericcorp.hq.server.http.Router;
import com.genericcorp.hq.server.identity.Guesses;
import com.genericcorp.hq.server.identity.Passwords;
import com.genericcorp.hq.server.identity.SessionTokens;
import com.genericcorp.hq.server.limits.RequestLimits;
import com.genericcorp.hq.server.limits.ResourceLimits;
import com.genericcorp.hq.server.live.LiveTasks;
import com.genericcorp.hq.server.mail.Mail;
import com.genericcorp.hq.server.metrics.HttpMetrics;
import com.genericcorp.hq.server.metrics.LimitMetrics;
import com.genericcorp.hq.server.metrics.ServerMetrics;
import com.genericcorp.hq.server.metrics.TaskMetrics;
import com.genericcorp.hq.server.metrics.TenantMeters;
import com.genericcorp.hq.server.people.Sessions;
import com.genericcorp.hq.server.signin.InvitationLinks;
import com.genericcorp.hq.server.signin.OwnOrigin;
import com.genericcorp.hq.server.signin.PasswordGate;
import com.genericcorp.hq.server.signin.SignedIn;
import com.genericcorp.hq.server.status.PartHealth;
import com.genericcorp.hq.server.status.ServiceStatus;
import com.genericcorp.hq.server.tasks.TaskQueue;
import com.genericcorp.hq.server.tasks.TaskWorkers;
import com.genericcorp.hq.server.tenancy.ApiKeys;
import com.genericcorp.hq.server.tenancy.Freshness;
import com.genericcorp.hq.server.tenancy.Registry;
import com.genericcorp.hq.server.tenancy.SuspensionWatch;
import com.genericcorp.hq.server.tenancy.TenantDatabase;
import com.genericcorp.hq.server.usage.StorageMeasurement;
import com.genericcorp.hq.server.usage.UsageFlush;
import com.genericcorp.hq.server.usage.UsageMeter;
import com.genericcorp.hq.server.web.PageConfig;
import com.genericcorp.hq.server.web.WebPages;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The serving process's parts, put together by hand. It waits for nothing: it listens, and says why
 * it is not ready, while its database is away or not migrated yet.
 */
public final class Service implements AutoCloseable {
  private static final Duration BODY_PATIENCE = Duration.ofSeconds(10);
  private static final Duration LOOK_AT_DATABASE = Duration.ofSeconds(1);
  private static final Duration LOOK_AT_SUSPENSIONS = Duration.ofMillis(250);
  private static final Duration LOOK_AT_QUEUE = Duration.ofSeconds(5);
  private static final Duration FLUSH_USAGE = Duration.ofSeconds(1);
  private static final Duration MEASURE_STORAGE = Duration.ofSeconds(20);
  private static final Duration RANK_TENANTS = Duration.ofSeconds(30);

  private final ServerMetrics metrics = new ServerMetrics();
  private final Chores chores = new Chores();
  private final Gateways gateways;
  private final Mail mail;
  private final ReadinessWatch readiness;
  private final UsageFlush usageFlush;
  private final TaskWorkers workers;
  private final LiveTasks live;
  private final CloudWatchReport cloudWatch;
  private final Router router = new Router();
  private final Listening listening;

  /** The servers that are there once both ports could be had. */
  private record Listening(ManagementServer management, PublicServer everybody) {}

  /**
   * Starts to serve.
   *
   * @throws Failed when a port cannot be had
   */
  public static Service start(ServeSettings settings) {
    return new Service(settings);
  }

  private Service(ServeSettings settings) {
    TenantMeters tenantMeters = new TenantMeters(metrics.registry(), settings.metricsTenants());
    TaskMetrics taskMetrics = new TaskMetrics(metrics.registry(), tenantMeters);

    LimitMetrics limitMetrics = new LimitMetrics(metrics.registry());

    gateways =
        new Gateways(
            settings.database(), settings.gatewaySecret(), settings.poolSize(), metrics.registry());
    mail = new Mail(settings.smtp());
    TenantDatabase database = new TenantDatabase(gateways);
    Freshness freshness = new Freshness(System::nanoTime);
    Registry registry = new Registry(database, freshness);
    TaskQueue queue = new TaskQueue(database);
    UsageMeter usage = new UsageMeter(Clock.systemUTC(), limitMetrics);
    usageFlush = new UsageFlush(usage, database, limitMetrics);
    workers =
        new TaskWorkers(
            database,
            registry,
            queue,
            taskMetrics,
            usage,
            settings.instance(),
            settings.taskWorkers());
    readiness =
        new ReadinessWatch(
            new Readiness(gateways.watch(), () -> gateways.pool(Gateways.FIRST_COHORT))::whyNot,
            System::nanoTime);
    live = new LiveTasks(database, gateways, settings.poolSize(), Api::json, freshness);
    ServiceStatus status =
        new ServiceStatus(
            settings.environment(),
            List.of(
                () -> PartHealth.ok("api", "Requests are answered."),
                readiness::health,
                () -> workers.health(taskMetrics.queue()),
                live::health,
                usageFlush::health),
            System::nanoTime);

    HealthPages health = new HealthPages(readiness::whyNot);
    router.get("/health", HealthPages::health).get("/ready", health::ready);
    Identity identity = identity(settings, registry, database, freshness);
    Access access =
        new Access(
            settings.hosts(),
            registry,
            new ApiKeys(database, freshness),
            identity.signedIn(),
            new RequestLimits(settings.tiers(), limitMetrics, usage));
    PageConfig config =
        new PageConfig(
            settings.environment(),
            settings.hosts(),
            settings.features(),
            settings.sampleOrganizations());
    new WebPages(config).addTo(router, access);
    new Api(
            settings.hosts(),
            registry,
            database,
            new ResourceLimits(settings.tiers(), limitMetrics),
            taskMetrics,
            workers::wake,
            usageFlush::freshen,
            identity,
            live,
            status)
        .addTo(router, access);

    cloudWatch = new CloudWatchReport(settings, metrics.registry(), taskMetrics);
    listening =
        listen(
            settings,
            router,
            new HttpMetrics(metrics.registry(), tenantMeters, cloudWatch.tally()),
            new KnownHosts(settings.hosts(), registry));
    workers.begin();
    live.begin();
    chores.every(LOOK_AT_DATABASE, readiness::look);
    chores.every(
        LOOK_AT_SUSPENSIONS,
        new SuspensionWatch(gateways.watch(), List.of(live, workers.running()))::look);
    chores.once(metrics::bindProcess);
    chores.every(LOOK_AT_QUEUE, () -> taskMetrics.queue(queue.depth()));
    chores.every(RANK_TENANTS, tenantMeters::rank);
    chores.every(CloudWatchReport.PERIOD, cloudWatch::look);
    chores.every(FLUSH_USAGE, usageFlush::flush);
    chores.every(MEASURE_STORAGE, new StorageMeasurement(database)::measure);
  }

  private Identity identity(
      ServeSettings settings, Registry registry, TenantDatabase database, Freshness freshness) {
    Hosts hosts = settings.hosts();
    Sessions sessions = new Sessions(database, freshness);
    SessionTokens tokens =
        new SessionTokens(settings.gatewaySecret()::reveal, hosts.url(), Clock.systemUTC());
    return new Identity(
        new SignedIn(registry, sessions, tokens, new OwnOrigin(hosts)),
        sessions,
        new PasswordGate(new Passwords(), new Guesses(System::nanoTime)),
        new InvitationLinks(hosts, mail),
        settings.features());
  }

  private Listening listen(
      ServeSettings settings, Router router, HttpMetrics httpMetrics, KnownHosts hosts) {
    ManagementServer management =
        ManagementServer.start(settings.address(), settings.managementPort(), metrics, hosts);
    try {
      PublicServer everybody =
          PublicServer.start(
              new PublicServer.Settings(
                  settings.address(),
                  settings.port(),
                  settings.trustedProxies(),
                  settings.hstsSeconds(),
                  BODY_PATIENCE),
              router,
              httpMetrics);
      return new Listening(management, everybody);
    } catch (RuntimeException problem) {
      management.close();
      throw problem;
    }
  }

  /** What it answers, each as {@code METHOD /template}. */
  Set<String> routes() {
    return router.routes();
  }

  /** The port for everybody. */
  public int port() {
    return listening.everybody().port();
  }

  public int managementPort() {
    return listening.management().port();
  }

  /**
   * Stops in good order: takes no more requests and tasks, lets what runs end, gives back the tasks
   * that take longer, records the last usage. Some 24 s at the most; what fails to stop does not
   * keep the rest from it.
   */
  @Override
  public void close() {
    OrderlyStop.of(
        List.of(
            readiness::stop,
            workers::claimNoMore,
            // Before the server that waits for all answers to end: streams do not end by
            // themselves.
            live::close,
            listening.everybody()::close,
            workers::close,
            usageFlush::close,
            chores::close,
            cloudWatch::close,
            mail::close,
            gateways::close,
            listening.management()::close,
            metrics::close));
  }
}
