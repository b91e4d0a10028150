package com.genericcorp.hq.server.adoption;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was done to take a source over: {@code public.adoptions}.
 *
 * @param slug what the organisation is called now, or was last
 * @param there whether there is an organisation of this id
 * @param source for people; never a secret
 * @param version of our tables that the source had, or was made into at first
 * @param adoptedAt null while it is started only
 * @param endedAt when it was confirmed or put back; null before
 */
public record AdoptionRecord(
    String tenantId,
    String slug,
    boolean there,
    String way,
    State state,
    String source,
    String schema,
    int version,
    Details details,
    Instant startedAt,
    @Nullable Instant adoptedAt,
    @Nullable Instant endedAt) {

  /** How far it is. */
  public enum State {
    /** Begun; nothing of the source is touched unless the next state is reached. */
    STARTED,
    /** Taken over; it can be put back. */
    ADOPTED,
    /** Taken over for good. */
    CONFIRMED,
    /** Put back. */
    REVERTED;

    public String spelling() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What is needed to put it back, and to prove that nothing was lost.
   *
   * @param fingerprint of the source's tables
   * @param keyHash of the key that was made with it, in hexadecimal; empty before
   */
  public record Details(String fingerprint, String keyHash, List<TakenTable> tables) {
    static Details begun(String fingerprint) {
      return new Details(fingerprint, "", List.of());
    }
  }

  /**
   * A table that was taken over.
   *
   * @param rows when it was
   * @param checksum of them: see {@code RowDigest}
   * @param owner of a moved one, before; empty of a copied one
   * @param grants on a moved one and its sequences, before
   */
  public record TakenTable(
      String from, String to, long rows, String checksum, String owner, List<TakenGrant> grants) {}

  /**
   * A right that somebody had on a moved table.
   *
   * @param on {@code table}, {@code sequence} or {@code column}
   * @param name of the sequence or column; of the table itself its name
   * @param grantee empty for everybody
   */
  public record TakenGrant(
      String on, String name, String grantee, String privilege, boolean grantable) {}

  boolean moved() {
    return way.equals("move");
  }
}
