package com.genericcorp.hq.server.http;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Answers requests of somebody known with events of one organisation. */
@FunctionalInterface
public interface TenantStreamEndpoint {
  /**
   * Opens the stream.
   *
   * @param stillAllowed asks anew who the caller is: false once the key is revoked, the session has
   *     ended or the organisation is suspended; it may block, and throws {@link
   *     com.genericcorp.hq.server.database.DatabaseUnavailable} when that cannot be said now
   */
  Consumer<EventStream> open(Caller caller, Call call, BooleanSupplier stillAllowed);
}
