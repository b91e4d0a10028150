/** PostgreSQL on RDS. */
package com.genericcorp.hq.stacks.database;
