package com.genericcorp.hq.server.web;

import com.genericcorp.hq.server.config.Features;
import com.genericcorp.hq.server.http.Answer;
import com.genericcorp.hq.server.http.Call;
import com.genericcorp.hq.server.http.Hosts;
import com.genericcorp.hq.server.seed.SampleOrganization;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /config.json}: what the page is told about the environment and the host that it was loaded
 * from. Anybody may read it: of an organisation it says the name alone.
 */
public final class PageConfig {
  private final String environment;
  private final Hosts hosts;
  private final Features features;
  private final List<SampleOrganization> samples;

  /**
   * @param samples the environment's sample organisations
   */
  public PageConfig(
      String environment, Hosts hosts, Features features, List<SampleOrganization> samples) {
    this.environment = environment;
    this.hosts = hosts;
    this.features = features;
    this.samples = List.copyOf(samples);
  }

  /**
   * The configuration for the host that was asked.
   *
   * @param organization which is at the host
   */
  public Answer answer(Optional<Tenant> organization, Call call) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("environment", environment);
    values.put("version", version());
    values.put("publicUrl", hosts.url());
    values.put("organizationUrl", hosts.urlTemplate());
    values.put("organization", organization.map(PageConfig::shown).orElse(null));
    values.put("features", features);
    values.put("sampleOrganizations", samples.stream().map(this::sample).toList());
    return Answer.json(200, values).with("Cache-Control", "no-cache").with("Vary", "Host");
  }

  private static Map<String, String> shown(Tenant tenant) {
    return Map.of("slug", tenant.slug(), "name", tenant.name());
  }

  private Map<String, String> sample(SampleOrganization sample) {
    return Map.of("slug", sample.slug(), "name", sample.name(), "url", hosts.urlOf(sample.slug()));
  }

  /** The build's version; in tests there is none. */
  private static String version() {
    String version = PageConfig.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
