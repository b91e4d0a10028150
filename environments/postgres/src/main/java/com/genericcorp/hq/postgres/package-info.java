/**
 * PostgreSQL 17 without an installation: unpacked from a Maven artefact, kept in a folder, started
 * durably on a loopback port, found again after any process was killed.
 */
package com.genericcorp.hq.postgres;
