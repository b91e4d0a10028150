/** Private folders, locks between processes, logs. */
package com.genericcorp.hq.postgres.files;
