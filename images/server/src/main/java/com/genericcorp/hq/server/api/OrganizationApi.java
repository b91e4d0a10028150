package com.genericcorp.hq.server.api;

import com.genericcorp.hq.server.http.Answer;
import com.genericcorp.hq.server.http.Call;
import com.genericcorp.hq.server.http.Caller;
import com.genericcorp.hq.server.http.Hosts;
import com.genericcorp.hq.server.limits.Tier;
import com.genericcorp.hq.server.limits.Tiers;
import com.genericcorp.hq.server.tasks.Agents;
import com.genericcorp.hq.server.tasks.Tasks;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantDatabase;
import org.jspecify.annotations.Nullable;

/** {@code /api/organization}. */
final class OrganizationApi {
  private record OrganizationView(
      String slug,
      String name,
      String tier,
      String url,
      boolean sample,
      LimitsView limits,
      UsedView used,
      @Nullable TierView nextTier) {}

  private record UsedView(long agents, long concurrentTasks, long storageBytes) {}

  private record TierView(String name, LimitsView limits) {
    static TierView of(Tier tier) {
      return new TierView(tier.name(), LimitsView.of(tier));
    }
  }

  private record LimitsView(
      @Nullable Integer requestsPerMinute,
      @Nullable Integer agents,
      @Nullable Integer concurrentTasks,
      @Nullable Integer storageGb) {
    static LimitsView of(Tier tier) {
      return new LimitsView(
          tier.requestsPerMinute(), tier.agents(), tier.concurrentTasks(), tier.storageGb());
    }
  }

  private final Hosts hosts;
  private final TenantDatabase database;
  private final Tiers tiers;

  OrganizationApi(Hosts hosts, TenantDatabase database, Tiers tiers) {
    this.hosts = hosts;
    this.database = database;
    this.tiers = tiers;
  }

  Answer one(Caller caller, Call call) {
    Tenant tenant = caller.tenant();
    UsedView used =
        database.inTenant(
            tenant,
            handle ->
                new UsedView(Agents.count(handle), Tasks.countOpen(handle), tenant.storageBytes()));
    Tier tier = tiers.named(tenant.tier());
    return Answer.json(
        200,
        new OrganizationView(
            tenant.slug(),
            tenant.name(),
            tenant.tier(),
            hosts.urlOf(tenant.slug()),
            tenant.sample(),
            LimitsView.of(tier),
            used,
            tiers.above(tier).map(TierView::of).orElse(null)));
  }
}
