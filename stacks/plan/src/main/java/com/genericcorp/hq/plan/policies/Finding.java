package com.genericcorp.hq.plan.policies;

import java.util.Optional;

/**
 * What a policy says of one resource.
 *
 * @param resource its name
 * @param problem why the policy is broken; empty when it holds
 */
public record Finding(Policy policy, String resource, Optional<String> problem) {}
