package com.genericcorp.hq.server.seed;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.server.tenancy.ApiKey;
import com.genericcorp.hq.server.tenancy.ProbeKey;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import com.genericcorp.hq.server.tenancy.TenantCreation;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the probe and the sample organisations with their history, and sees that there is a working
 * key for each. Every part is one transaction that is left out when it was done before.
 */
public final class Seeder {
  /** The name of the key that {@code seed} keeps. */
  static final String KEY_NAME = "seed";

  private static final String PROBE_NAME = "Probe";

  private final TenantCreation creation;
  private final TenantAdministration tenants;
  private final Clock clock;

  public Seeder(TenantCreation creation, TenantAdministration tenants, Clock clock) {
    this.creation = creation;
    this.tenants = tenants;
    this.clock = clock;
  }

  /**
   * Seeds.
   *
   * @param known the keys that the caller has, by slug; those that still work are kept
   * @param probeTier the tier of the probe
   * @return a working key for every seeded organisation, by slug, the probe first
   */
  public Map<String, String> seed(
      List<SampleOrganization> samples, String probeTier, Map<String, String> known) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put(Slug.PROBE.value(), ensure(Slug.PROBE, PROBE_NAME, probeTier, known));
    for (SampleOrganization sample : samples) {
      Slug slug = Slug.forCustomer(sample.slug());
      if (isSomebodysOwn(slug)) {
        // Whatever its name: what a person made stays as it is.
        stillWorking(slug, known).ifPresent(key -> keys.put(slug.value(), key.reveal()));
        continue;
      }
      keys.put(slug.value(), ensure(slug, sample.name(), sample.tier(), known));
      addHistory(slug);
      addPeople(slug);
    }
    return keys;
  }

  /**
   * Seeds where no keys are kept: the probe has the given key, and nobody knows the samples'.
   *
   * @param probeKey of {@link ProbeKey}
   */
  public void seed(List<SampleOrganization> samples, String probeTier, ApiKey probeKey) {
    Optional<ApiKey> unused = make(Slug.PROBE, PROBE_NAME, probeTier);
    Tenant probe = tenants.find(Slug.PROBE).orElseThrow();
    if (!probe.id().equals(probeKey.tenantId())) {
      throw new Failed(
          "The organisation 'probe' was made under another id, so that no key made from PROBE_SECRET"
              + " can open it: use 'seed --keys FILE' without PROBE_SECRET");
    }
    if (!tenants.accepts(probe, probeKey)) {
      tenants.replaceKey(probe, KEY_NAME, probeKey);
    }
    for (SampleOrganization sample : samples) {
      Slug slug = Slug.forCustomer(sample.slug());
      if (isSomebodysOwn(slug)) {
        continue;
      }
      unused = make(slug, sample.name(), sample.tier());
      addHistory(slug);
      addPeople(slug);
    }
  }

  private String ensure(Slug slug, String name, String tier, Map<String, String> known) {
    return make(slug, name, tier)
        .or(() -> stillWorking(slug, known))
        .orElseGet(() -> tenants.replaceKey(tenants.find(slug).orElseThrow(), KEY_NAME))
        .reveal();
  }

  /** Makes an organisation unless it is there; returns its first key. */
  private Optional<ApiKey> make(Slug slug, String name, String tier) {
    if (tenants.find(slug).isPresent()) {
      return Optional.empty();
    }
    try {
      boolean probe = slug.equals(Slug.PROBE);
      return Optional.of(
          (probe
                  ? creation.create(slug, name, tier, KEY_NAME)
                  : creation.createSample(slug, name, tier, KEY_NAME))
              .key());
    } catch (TenantCreation.AlreadyExists meanwhile) {
      return Optional.empty();
    }
  }

  private boolean isSomebodysOwn(Slug slug) {
    return tenants.find(slug).filter(tenant -> !tenant.sample()).isPresent();
  }

  private Optional<ApiKey> stillWorking(Slug slug, Map<String, String> known) {
    Tenant tenant = tenants.find(slug).orElseThrow();
    return Optional.ofNullable(known.get(slug.value()))
        .flatMap(ApiKey::parse)
        .filter(key -> tenants.accepts(tenant, key));
  }

  private void addPeople(Slug slug) {
    Tenant tenant = tenants.find(slug).orElseThrow();
    tenants.asOwner(tenant, handle -> SamplePeople.add(handle, slug.value(), clock));
  }

  private void addHistory(Slug slug) {
    Tenant tenant = tenants.find(slug).orElseThrow();
    tenants.asOwner(
        tenant,
        handle -> {
          // Measuring of storage passes over a registry row that is locked, and writes the same
          // hours: who comes second must wait before it has written anything.
          boolean unused =
              handle
                  .select(
                      "select true from public.tenants where id = ? for no key update", tenant.id())
                  .mapTo(Boolean.class)
                  .one();
          // Two seeds at once: the second waits here and then finds the first one's rows.
          handle.execute("lock table agents in exclusive mode");
          boolean empty =
              handle.select("select not exists (select from agents)").mapTo(Boolean.class).one();
          if (empty) {
            SampleTables.write(handle, tenant, new SampleHistory(slug.value(), clock.instant()));
          }
          return empty;
        });
  }
}
