/** The text of migrations: statements, where they stand, and what they may not do. No database. */
package com.genericcorp.hq.server.migration.sql;
