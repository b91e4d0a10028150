package com.genericcorp.hq.tour.stage;

/** The sample organisations that the tour is played in, by what they are for. */
public final class Cast {
  /** Its agents are put to work. */
  public static final String WORKING = "acme";

  /** It must not see the first one's work. */
  public static final String OTHER = "globex";

  /** It meets a limit, and is upgraded. */
  public static final String SMALL = "initech";

  private Cast() {}
}
