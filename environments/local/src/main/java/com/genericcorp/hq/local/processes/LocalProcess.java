package com.genericcorp.hq.local.processes;

import com.genericcorp.hq.postgres.process.ProcessIdentity;

/**
 * A process of the platform that runs.
 *
 * @param settings tells what it was started with: see {@link Jvm#settings}
 */
public record LocalProcess(Part part, String settings, ProcessIdentity identity) {}
