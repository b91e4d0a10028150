package com.genericcorp.hq.server.http;

/** Answers requests of somebody known, for one organisation. */
@FunctionalInterface
public interface TenantEndpoint {
  Answer answer(Caller caller, Call call);
}
