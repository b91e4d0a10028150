package com.genericcorp.hq.model;

import java.util.Locale;
import java.util.Optional;

/** What an environment runs on. */
public enum Platform {
  /** Processes on this machine, without Docker. */
  EMBEDDED,
  /** Any Docker host, by Compose. */
  COMPOSE,
  /** ECS on Fargate with RDS. */
  AWS;

  /** As in the files: {@code aws}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Key {@code compose} belongs to that platform alone, and {@code aws}, {@code database.rds} and
   * {@code budget} to AWS.
   */
  Optional<String> presenceProblem(String key, boolean present) {
    Platform owner = key.equals("compose") ? COMPOSE : AWS;
    if (present == (this == owner)) {
      return Optional.empty();
    }
    return Optional.of(
        present
            ? key + " is for platform " + owner + " only, and this one is " + this + "; delete it"
            : "platform " + owner + " needs " + key + " as well; add it");
  }

  /** The embedded platform starts one process. */
  Optional<String> replicasProblem(int max) {
    return this == EMBEDDED && max > 1
        ? Optional.of("server.replicas.max is " + max + "; platform embedded runs 1")
        : Optional.empty();
  }

  /** Policies are about what stands in AWS. */
  Optional<String> waiversProblem(boolean present) {
    return present && this != AWS
        ? Optional.of(
            "waivers are for platform aws only, and this one is " + this + "; delete them")
        : Optional.empty();
  }

  /** RDS without backups cannot be restored to a point in time, and so not within 15 minutes. */
  Optional<String> backupProblem(int backupDays) {
    return this == AWS && backupDays == 0
        ? Optional.of("database.backupDays is 0; platform aws needs at least 1")
        : Optional.empty();
  }
}
