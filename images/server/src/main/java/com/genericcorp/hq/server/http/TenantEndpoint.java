package com.genericcorp.hq.server.http;

import com.genericcorp.hq.server.tenancy.Tenant;

/** Answers requests of an organisation that has shown one of its keys. */
@FunctionalInterface
public interface TenantEndpoint {
  Answer answer(Tenant tenant, Call call);
}
