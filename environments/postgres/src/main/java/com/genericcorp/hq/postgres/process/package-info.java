/** Processes as the operating system sees them: started in their own session, recognised, ended. */
package com.genericcorp.hq.postgres.process;
