package com.genericcorp.hq.server.migration;

/**
 * An organisation that a run is to migrate.
 *
 * @param version that its schema has now
 */
record Target(String id, String slug, String schema, String role, int version) {}
