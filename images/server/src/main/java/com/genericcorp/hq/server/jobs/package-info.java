/** Scheduled work: each job is one command, safe to repeat and to kill. */
package com.genericcorp.hq.server.jobs;
