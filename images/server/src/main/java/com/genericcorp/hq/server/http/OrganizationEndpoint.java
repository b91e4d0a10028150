package com.genericcorp.hq.server.http;

import com.genericcorp.hq.server.tenancy.Tenant;

/** Answers requests of strangers to one organisation, which exists and is served. */
@FunctionalInterface
public interface OrganizationEndpoint {
  Answer answer(Tenant tenant, Call call);
}
