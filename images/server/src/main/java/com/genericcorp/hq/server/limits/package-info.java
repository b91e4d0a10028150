/**
 * What an organisation's tier allows: requests a minute, agents, tasks at once, storage. Requests
 * are counted by each process for itself, behind {@link
 * com.genericcorp.hq.server.limits.RequestRates}, which leaves room for one count of all processes;
 * agents and tasks are counted exactly, in the database's transaction.
 */
package com.genericcorp.hq.server.limits;
