package com.genericcorp.hq.server.tasks;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A worker that an organisation gives tasks to.
 *
 * @param archivedAt since when it takes none; null while it does
 */
public record Agent(
    UUID id, String name, String description, Instant createdAt, @Nullable Instant archivedAt) {}
