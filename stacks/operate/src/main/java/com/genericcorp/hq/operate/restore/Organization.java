package com.genericcorp.hq.operate.restore;

import com.genericcorp.hq.cli.InvalidInput;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one organisation that is wanted out of a restored database.
 *
 * @param slug its name at that time
 * @param as the name that it gets beside the living one; its own where it takes its place
 * @param inPlace whether it takes the living one's place
 */
public record Organization(String slug, String as, boolean inPlace) {
  private static final Pattern SLUG = Pattern.compile("[a-z]([a-z0-9-]{0,38}[a-z0-9])?");
  private static final int LONGEST = 40;

  public Organization {
    for (String one : new String[] {slug, as}) {
      if (!SLUG.matcher(one).matches() || one.contains("--")) {
        throw new InvalidInput(
            "'%s' cannot be an organisation's name; is --as missing? Use 1 to %d lower-case letters,"
                + " digits and single inner hyphens, a letter first",
            one, LONGEST);
      }
    }
  }

  /**
   * What the options of a command ask for.
   *
   * @param as another name; null: its own and the time, which is free
   */
  public static Organization asked(
      String slug, @Nullable String as, boolean inPlace, RestoreTime time) {
    if (inPlace && as != null) {
      throw new InvalidInput("--in-place keeps the organisation's name: leave --as out");
    }
    if (inPlace) {
      return new Organization(slug, slug, true);
    }
    return new Organization(slug, as == null ? slug + "-" + time.stamp() : as, false);
  }

  /** As the restored instance's tag tells a later run. */
  String mark() {
    return slug + (inPlace ? " in-place" : " as " + as);
  }
}
