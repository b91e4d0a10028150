package com.genericcorp.hq.server.tenancy;

import com.genericcorp.hq.server.identity.Role;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an API key allows.
 *
 * @param requestsPerMinute the key's own limit, below its organisation's; null when it has none
 */
public record KeyGrant(UUID id, String name, Role role, @Nullable Integer requestsPerMinute) {}
