package com.genericcorp.hq.server.tasks;

import java.time.Instant;
import java.util.UUID;

/** A worker that an organisation gives tasks to. */
public record Agent(UUID id, String name, String description, Instant createdAt) {}
