package com.genericcorp.hq.server.adoption;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.adoption.mapping.Mapping;
import com.genericcorp.hq.server.tenancy.Slug;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks to take over.
 *
 * @param name of the new organisation, for people
 * @param id the ten characters that the source's keys name; null: any
 * @param source null when tables of this database are moved
 * @param schema the source's schema
 * @param mapping null for our own tables of some version
 * @param ignored tables that stay behind
 * @param longestPause for which the source may not be written to
 * @param readOnlySource whether nobody writes to the source, as somebody said: it is not locked
 */
public record AdoptionRequest(
    Slug slug,
    String name,
    String tier,
    @Nullable String id,
    @Nullable AdoptionSource source,
    String schema,
    @Nullable Mapping mapping,
    Set<String> ignored,
    Duration longestPause,
    boolean readOnlySource) {
  private static final Pattern ID = Pattern.compile("[a-z0-9]{10}");
  private static final int LONGEST_NAME = 100;
  private static final Duration LONGEST_PAUSE = Duration.ofHours(24);

  public AdoptionRequest {
    boolean printable = name.codePoints().noneMatch(Character::isISOControl);
    if (name.isBlank() || name.length() > LONGEST_NAME || !printable) {
      throw new InvalidInput(
          "An organisation's name has 1 to %d characters, none of them a control character.",
          LONGEST_NAME);
    }
    if (id != null && !ID.matcher(id).matches()) {
      throw new InvalidInput(
          "--id takes the ten lower-case letters and digits in the middle of the source's keys:"
              + " ahq_ID_…");
    }
    if (source == null && mapping != null) {
      throw new InvalidInput(
          "--mapping makes other tables from the source's, so it copies: give the source by"
              + " --from or ADOPT_SOURCE_HOST, this database itself if need be.");
    }
    if (source == null && schema.equals("public")) {
      throw new InvalidInput(
          "Schema 'public' of this database holds what all organisations share: name the schema"
              + " whose tables are to be moved, as in --move --schema legacy.");
    }
    if (longestPause.isNegative()
        || longestPause.isZero()
        || longestPause.compareTo(LONGEST_PAUSE) > 0) {
      throw new InvalidInput(
          "--longest-pause takes seconds, from 1 to %d", LONGEST_PAUSE.toSeconds());
    }
  }

  boolean moves() {
    return source == null;
  }

  String way() {
    return moves() ? "move" : "copy";
  }

  /** The source for people; never a secret. */
  String sourceShown() {
    return source == null ? "this database" : source.shown();
  }
}
