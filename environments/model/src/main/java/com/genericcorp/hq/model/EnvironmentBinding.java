package com.genericcorp.hq.model;

import com.genericcorp.hq.model.yaml.Node;
import com.genericcorp.hq.model.yaml.Node.Items;
import com.genericcorp.hq.model.yaml.Node.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the records from a tree that was found without fault. */
final class EnvironmentBinding {
  private EnvironmentBinding() {}

  static Environment environment(String name, Section tree) {
    Part root = new Part(tree);
    return new Environment(
        name,
        Platform.valueOf(root.word("platform")),
        size(root),
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
  private static Optional<Size> size(Part root) {
    if (!root.keys().contains("size")) {
      return Optional.empty();
    }
    Map<String, Size> sizes = new LinkedHashMap<>();
    Part of = root.part("sizes");
    of.keys().forEach(name -> sizes.put(name, new Size(name, of.part(name).integer("tenants"))));
    Check.refuse(Size.nameProblem(root.text("size"), sizes.keySet()));
    return Optional.ofNullable(sizes.get(root.text("size")));
  }

  private static Hosts hosts(Part of) {
    return new Hosts(
        of.text("publicHost"),
        of.text("tenantHost"),
        of.integer("httpsPort"),
        of.integer("httpPort"),
        of.integer("hstsSeconds"),
        of.integer("trustedProxies"));
  }

  private static Aws aws(Part of) {
    Part traffic = of.part("traffic");
    return new Aws(
        of.text("region"),
        of.text("account"),
        of.text("zone"),
        of.optionalTexts("alternativeZones"),
        of.integer("availabilityZones"),
        of.integer("natGateways"),
        of.flag("firewall"),
        of.flag("deletionProtection"),
        of.text("alertEmail"),
        of.text("githubRepository"),
        of.optionalText("sandboxAccount"),
        new Aws.Traffic(
            traffic.decimal("requestsPerSecond"),
            traffic.decimal("responseKb"),
            traffic.decimal("logKb")));
  }

  private static Compose compose(Part of) {
    Part requirements = of.part("requirements");
    return new Compose(
        limits(of.part("edge")),
        limits(of.part("postgres")),
        limits(of.part("prometheus")),
        limits(of.part("alertmanager")),
        new Compose.Host(
            requirements.integer("cpus"),
            requirements.integer("memoryMb"),
            requirements.integer("diskGb")));
  }

  private static Compose.Size limits(Part of) {
    return new Compose.Size(of.decimal("cpus"), of.integer("memoryMb"));
  }

  private static Server server(Part of) {
    Part replicas = of.part("replicas");
    return new Server(
        new Replicas(replicas.integer("min"), replicas.integer("planned"), replicas.integer("max")),
        of.decimal("cpu"),
        of.integer("memoryMb"),
        of.integer("poolSize"),
        of.integer("taskWorkers"),
        of.integer("metricsTenants"));
  }

  private static Database database(Part of) {
    return new Database(
        of.integer("version"),
        of.integer("backupDays"),
        of.optional(
            "rds",
            rds ->
                new Database.Rds(
                    rds.text("instanceClass"), rds.integer("storageGb"), rds.flag("multiAz"))));
  }

  private static Budget budget(Part of) {
    return new Budget(of.integer("minUsd"), of.integer("maxUsd"));
  }

  private static Map<String, TierLimits> tiers(Part of) {
    Map<String, TierLimits> tiers = new LinkedHashMap<>();
    for (String name : of.keys()) {
      Part tier = of.part(name);
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

  private static Features features(Part of) {
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
      Part of = new Part((Section) entry);
      organizations.add(
          new SampleOrganization(new Slug(of.text("slug")), of.text("name"), of.text("tier")));
    }
    return organizations;
  }

  private static Retention retention(Part of) {
    return new Retention(
        of.integer("logDays"), of.integer("usageDays"), of.integer("offboardingGraceDays"));
  }

  private static Alerts alerts(Part of) {
    Part latency = of.part("latencyP95");
    Part certificate = of.part("certificate");
    Part probe = of.part("probe");
    Part database = of.part("database");
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
            database.integer("creditsBorrowed"),
            database.integer("freeStoragePercent"),
            database.severity()));
  }

  private static List<Waiver> waivers(Node list) {
    List<Waiver> waivers = new ArrayList<>();
    for (Node entry : ((Items) list).values()) {
      Part of = new Part((Section) entry);
      waivers.add(
          new Waiver(
              of.text("policy"),
              of.text("resource"),
              of.text("reason"),
              Waiver.day(of.text("until"))));
    }
    return waivers;
  }

  private static Alerts.Share share(Part of) {
    return new Alerts.Share(of.integer("percent"), of.integer("minutes"), of.severity());
  }
}
