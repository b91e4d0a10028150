package com.genericcorp.hq.model;

import com.genericcorp.hq.model.yaml.Node;
import com.genericcorp.hq.model.yaml.Node.Items;
import com.genericcorp.hq.model.yaml.Node.Scalar;
import com.genericcorp.hq.model.yaml.Node.Section;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Makes the records from a tree that was found without fault. */
final class EnvironmentBinding {
  private final Section map;

  private EnvironmentBinding(Section map) {
    this.map = map;
  }

  static Environment environment(String name, Section tree) {
    EnvironmentBinding root = new EnvironmentBinding(tree);
    return new Environment(
        name,
        Platform.valueOf(root.word("platform")),
        root.size(),
        hosts(root.part("hosts")),
        root.optional("aws", EnvironmentBinding::aws),
        root.optional("compose", EnvironmentBinding::compose),
        server(root.part("server")),
        database(root.part("database")),
        root.optional("budget", EnvironmentBinding::budget),
        tiers(root.part("tiers")),
        features(root.part("features")),
        organizations(root.node("sampleOrganizations")),
        retention(root.part("retention")),
        alerts(root.part("alerts")),
        waivers(root.node("waivers")));
  }

  /** The chosen size; the others are made, too, and so looked at. */
  private Optional<Size> size() {
    if (!map.entries().containsKey("size")) {
      return Optional.empty();
    }
    Map<String, Size> sizes = new LinkedHashMap<>();
    EnvironmentBinding of = part("sizes");
    of.map
        .entries()
        .keySet()
        .forEach(name -> sizes.put(name, new Size(name, of.part(name).integer("tenants"))));
    Check.refuse(Size.nameProblem(text("size"), sizes.keySet()));
    return Optional.ofNullable(sizes.get(text("size")));
  }

  private static Hosts hosts(EnvironmentBinding of) {
    return new Hosts(
        of.text("publicHost"),
        of.text("tenantHost"),
        of.integer("httpsPort"),
        of.integer("httpPort"),
        of.integer("hstsSeconds"),
        of.integer("trustedProxies"));
  }

  private static Aws aws(EnvironmentBinding of) {
    EnvironmentBinding traffic = of.part("traffic");
    return new Aws(
        of.text("region"),
        of.text("account"),
        of.text("zone"),
        of.integer("availabilityZones"),
        of.integer("natGateways"),
        of.flag("firewall"),
        of.flag("deletionProtection"),
        of.text("alertEmail"),
        of.text("githubRepository"),
        new Aws.Traffic(
            traffic.decimal("requestsPerSecond"),
            traffic.decimal("responseKb"),
            traffic.decimal("logKb")));
  }

  private static Compose compose(EnvironmentBinding of) {
    EnvironmentBinding requirements = of.part("requirements");
    return new Compose(
        size(of.part("edge")),
        size(of.part("postgres")),
        size(of.part("prometheus")),
        size(of.part("alertmanager")),
        new Compose.Host(
            requirements.integer("cpus"),
            requirements.integer("memoryMb"),
            requirements.integer("diskGb")));
  }

  private static Compose.Size size(EnvironmentBinding of) {
    return new Compose.Size(of.decimal("cpus"), of.integer("memoryMb"));
  }

  private static Server server(EnvironmentBinding of) {
    EnvironmentBinding replicas = of.part("replicas");
    return new Server(
        new Replicas(replicas.integer("min"), replicas.integer("planned"), replicas.integer("max")),
        of.decimal("cpu"),
        of.integer("memoryMb"),
        of.integer("poolSize"),
        of.integer("taskWorkers"),
        of.integer("metricsTenants"));
  }

  private static Database database(EnvironmentBinding of) {
    return new Database(
        of.integer("version"),
        of.integer("backupDays"),
        of.optional(
            "rds",
            rds ->
                new Database.Rds(
                    rds.text("instanceClass"), rds.integer("storageGb"), rds.flag("multiAz"))));
  }

  private static Budget budget(EnvironmentBinding of) {
    return new Budget(of.integer("minUsd"), of.integer("maxUsd"));
  }

  private static Map<String, TierLimits> tiers(EnvironmentBinding of) {
    Map<String, TierLimits> tiers = new LinkedHashMap<>();
    for (String name : of.map.entries().keySet()) {
      EnvironmentBinding tier = of.part(name);
      tiers.put(
          name,
          new TierLimits(
              tier.limit("requestsPerMinute"),
              tier.limit("agents"),
              tier.limit("concurrentTasks"),
              tier.limit("storageGb")));
    }
    return tiers;
  }

  private static Features features(EnvironmentBinding of) {
    return new Features(
        of.flag("selfSignUp"),
        of.flag("usagePage"),
        of.flag("beta"),
        of.flag("sampleSignIn"),
        of.flag("sampleOrganizationsNightlyReset"));
  }

  private static List<SampleOrganization> organizations(Node list) {
    List<SampleOrganization> organizations = new ArrayList<>();
    for (Node entry : ((Items) list).values()) {
      EnvironmentBinding of = new EnvironmentBinding((Section) entry);
      organizations.add(
          new SampleOrganization(new Slug(of.text("slug")), of.text("name"), of.text("tier")));
    }
    return organizations;
  }

  private static Retention retention(EnvironmentBinding of) {
    return new Retention(
        of.integer("logDays"), of.integer("usageDays"), of.integer("offboardingGraceDays"));
  }

  private static Alerts alerts(EnvironmentBinding of) {
    EnvironmentBinding latency = of.part("latencyP95");
    EnvironmentBinding certificate = of.part("certificate");
    EnvironmentBinding probe = of.part("probe");
    EnvironmentBinding database = of.part("database");
    return new Alerts(
        share(of.part("errorRate")),
        new Alerts.Latency(
            latency.integer("millis"), latency.integer("minutes"), latency.severity()),
        share(of.part("poolInUse")),
        new Alerts.Certificate(certificate.integer("daysLeft"), certificate.severity()),
        new Alerts.Probe(
            probe.integer("everySeconds"), probe.integer("failures"), probe.severity()),
        new Alerts.Database(
            database.integer("cpuPercent"),
            database.integer("minutes"),
            database.integer("creditsLeft"),
            database.integer("freeStoragePercent"),
            database.severity()));
  }

  private static List<Waiver> waivers(Node list) {
    List<Waiver> waivers = new ArrayList<>();
    for (Node entry : ((Items) list).values()) {
      EnvironmentBinding of = new EnvironmentBinding((Section) entry);
      waivers.add(
          new Waiver(
              of.text("policy"),
              of.text("resource"),
              of.text("reason"),
              Waiver.day(of.text("until"))));
    }
    return waivers;
  }

  private static Alerts.Share share(EnvironmentBinding of) {
    return new Alerts.Share(of.integer("percent"), of.integer("minutes"), of.severity());
  }

  private EnvironmentBinding part(String key) {
    return new EnvironmentBinding((Section) node(key));
  }

  private <T> Optional<T> optional(String key, Function<EnvironmentBinding, T> part) {
    return map.entries().containsKey(key) ? Optional.of(part.apply(part(key))) : Optional.empty();
  }

  private String text(String key) {
    return String.valueOf(((Scalar) node(key)).value());
  }

  /** A word of the files as an enum's constant is written. */
  private String word(String key) {
    return text(key).toUpperCase(Locale.ROOT);
  }

  private Severity severity() {
    return Severity.valueOf(word("severity"));
  }

  private int integer(String key) {
    return Integer.parseInt(text(key));
  }

  private BigDecimal decimal(String key) {
    return new BigDecimal(text(key));
  }

  private OptionalInt limit(String key) {
    return ((Scalar) node(key)).value() == null
        ? OptionalInt.empty()
        : OptionalInt.of(integer(key));
  }

  private boolean flag(String key) {
    return Boolean.parseBoolean(text(key));
  }

  private Node node(String key) {
    return Objects.requireNonNull(map.entries().get(key), key);
  }
}
