package com.genericcorp.hq.server.api;

import com.genericcorp.hq.server.http.Answer;
import com.genericcorp.hq.server.http.Call;
import com.genericcorp.hq.server.http.Caller;
import com.genericcorp.hq.server.http.Hosts;
import com.genericcorp.hq.server.tenancy.Tenant;

/** {@code /api/organization}. */
final class OrganizationApi {
  private record OrganizationView(String slug, String name, String tier, String url) {}

  private final Hosts hosts;

  OrganizationApi(Hosts hosts) {
    this.hosts = hosts;
  }

  Answer one(Caller caller, Call call) {
    Tenant tenant = caller.tenant();
    return Answer.json(
        200,
        new OrganizationView(
            tenant.slug(), tenant.name(), tenant.tier(), hosts.urlOf(tenant.slug())));
  }
}
