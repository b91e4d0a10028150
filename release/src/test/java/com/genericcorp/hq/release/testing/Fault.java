package com.genericcorp.hq.release.testing;

/** What can go wrong with one call. */
public enum Fault {
  /** 503 before anything was done; of an upload a broken asset is left, as GitHub says. */
  ERROR_BEFORE,
  /** 502 although it was done. */
  ERROR_AFTER,
  /** The connection ends before anything was done. */
  CUT_BEFORE,
  /** The connection ends in the middle of the bytes. */
  CUT_MIDWAY,
  /** It was done, and the connection ends before the answer. */
  CUT_AFTER,
  /** It was done, and no answer ever comes. */
  HANG_AFTER,
  /** The hour's requests are used up. */
  LIMIT_PRIMARY,
  /** Too much at once. */
  LIMIT_SECONDARY;

  /** One call, counted from 1, that has it. */
  public record At(Fault fault, int call) {}
}
