package com.genericcorp.hq.server.tasks;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something for an agent to do.
 *
 * @param simulation null leaves duration and outcome to the task's id
 * @param progress percent of the attempt that runs, 0 to 100
 * @param attempts begun so far; one that a stopped server broke off and another took up is one
 */
public record Task(
    UUID id,
    UUID agentId,
    String title,
    @Nullable Simulation simulation,
    TaskStatus status,
    int progress,
    int attempts,
    @Nullable String result,
    @Nullable String error,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    Instant updatedAt) {}
