package com.genericcorp.hq.server.serve;

import static java.util.Objects.requireNonNull;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.config.Features;
import com.genericcorp.hq.server.config.Secret;
import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.database.DatabaseSettings;
import com.genericcorp.hq.server.http.Hosts;
import com.genericcorp.hq.server.limits.Tiers;
import com.genericcorp.hq.server.mail.SmtpSettings;
import com.genericcorp.hq.server.seed.SampleOrganization;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What {@code serve} is told by the application contract's variables; docs/application-contract.md
 * explains each.
 *
 * @param address where to listen
 * @param port 0 for any free one, as in tests
 * @param smtp empty: no mail is sent
 * @param metricsNamespace of the metrics for CloudWatch; empty: none are written
 * @param instance a name that no other living server has, and a restarted one has again
 */
public record ServeSettings(
    String environment,
    Hosts hosts,
    String address,
    int port,
    int managementPort,
    int trustedProxies,
    int hstsSeconds,
    int metricsTenants,
    int poolSize,
    int taskWorkers,
    Tiers tiers,
    String instance,
    DatabaseSettings database,
    Secret gatewaySecret,
    Features features,
    List<SampleOrganization> sampleOrganizations,
    Optional<SmtpSettings> smtp,
    Optional<String> metricsNamespace) {

  private static final int HTTPS = 443;
  private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9._/#:-]{1,255}");
  private static final int TWO_YEARS = 63_072_000;

  /**
   * Reads the variables.
   *
   * @throws InvalidInput with everything that is missing or wrong
   */
  public static ServeSettings of(Variables variables) {
    String environment = variables.required("ENVIRONMENT");
    String publicHost = variables.required("PUBLIC_HOST");
    String tenantHost = variables.text("TENANT_HOST", "");
    int publicPort = variables.port("PUBLIC_PORT", HTTPS);
    String address = variables.text("BIND_ADDRESS", "0.0.0.0");
    int port = variables.port("PORT", 8080);
    int managementPort = variables.port("MANAGEMENT_PORT", 9090);
    int trustedProxies = variables.number("TRUSTED_PROXIES", 0, 0, 10);
    int hstsSeconds = variables.number("HSTS_SECONDS", 0, 0, TWO_YEARS);
    int metricsTenants = variables.number("METRICS_TENANTS", 20, 0, 500);
    int poolSize = variables.number("POOL_SIZE", 10, 1, 200);
    int taskWorkers = variables.number("TASK_WORKERS", 4, 1, 200);
    Tiers tiers = Tiers.of(variables);
    DatabaseSettings database = DatabaseSettings.of(variables);
    Secret gatewaySecret = variables.secret("GATEWAY_SECRET");
    Features features = variables.parsed("FEATURES", "{}", Features::parse);
    List<SampleOrganization> samples =
        variables.parsed("SAMPLE_ORGANIZATIONS", "[]", SampleOrganization::parse);
    Optional<SmtpSettings> smtp = SmtpSettings.of(variables);
    Optional<String> metricsNamespace = metricsNamespace(variables);
    variables.check();
    return new ServeSettings(
        environment,
        new Hosts(publicHost, tenantHost, publicPort),
        address,
        port,
        managementPort,
        trustedProxies,
        hstsSeconds,
        metricsTenants,
        poolSize,
        taskWorkers,
        tiers,
        hostName() + ":" + port,
        database,
        gatewaySecret,
        requireNonNull(features),
        requireNonNull(samples),
        smtp,
        metricsNamespace);
  }

  private static Optional<String> metricsNamespace(Variables variables) {
    String name = variables.text("METRICS_NAMESPACE", "");
    if (!name.isEmpty() && (!NAMESPACE.matcher(name).matches() || name.startsWith("AWS/"))) {
      variables.fault(
          "METRICS_NAMESPACE is '%s': CloudWatch takes 1 to 255 letters, digits and . - _ / # :, not"
                  .formatted(name)
              + " beginning with AWS/");
    }
    return name.isEmpty() ? Optional.empty() : Optional.of(name);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }
}
