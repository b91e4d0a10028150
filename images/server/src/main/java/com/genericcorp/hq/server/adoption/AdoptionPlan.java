package com.genericcorp.hq.server.adoption;

import java.time.Duration;
import java.util.List;

/**
 * What taking a source over comes to; nothing was changed to know it.
 *
 * @param recognised what the source is, for people
 * @param version of our tables that the source has, or is made into at first
 * @param latest the version that it gets to
 * @param leftBehind what is in the source and is not taken over
 * @param pause for how long the source is expected not to be written to
 * @param refusals why it cannot be done; empty when it can
 */
public record AdoptionPlan(
    String slug,
    String way,
    String source,
    String schema,
    String recognised,
    String fingerprint,
    int version,
    int latest,
    List<Line> tables,
    List<String> leftBehind,
    List<String> remarks,
    Duration pause,
    Duration longestPause,
    List<String> refusals) {

  /**
   * A table that is taken over.
   *
   * @param bytes on disk, with its indexes
   */
  public record Line(String from, String to, long rows, long bytes) {}

  public long bytes() {
    return tables.stream().mapToLong(Line::bytes).sum();
  }

  public long rows() {
    return tables.stream().mapToLong(Line::rows).sum();
  }

  boolean refused() {
    return !refusals.isEmpty();
  }
}
