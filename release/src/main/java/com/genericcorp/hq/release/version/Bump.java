package com.genericcorp.hq.release.version;

/** Which part of a version a change moves; the heavier first. */
public enum Bump {
  MAJOR,
  MINOR,
  PATCH
}
