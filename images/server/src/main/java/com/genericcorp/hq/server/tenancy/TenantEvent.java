package com.genericcorp.hq.server.tenancy;

import java.time.Instant;

/**
 * A step in an organisation's life.
 *
 * @param slug what the organisation was called then
 * @param actor who did it: {@link Operator}
 * @param kind what was done, as one lower-case word or two with a hyphen: {@code suspended}
 * @param detail a sentence or a value about it; may be empty
 */
public record TenantEvent(
    String tenantId, String slug, Instant at, String actor, String kind, String detail) {}
