package com.genericcorp.hq.model;

/**
 * Feature flags.
 *
 * @param selfSignUp visitors may create an organisation
 * @param usagePage organisations see their usage
 * @param beta what is not yet for everybody
 * @param sampleSignIn one click signs in to sample organisations
 * @param sampleOrganizationsNightlyReset they are made anew every night
 */
public record Features(
    boolean selfSignUp,
    boolean usagePage,
    boolean beta,
    boolean sampleSignIn,
    boolean sampleOrganizationsNightlyReset) {}
