package com.genericcorp.hq.builder.debian.archive;

import com.genericcorp.hq.cli.InvalidInput;
import java.util.Arrays;

/** The parts of Debian 13 that packages come from. */
public enum Suite {
  RELEASE("trixie", "main"),
  UPDATES("trixie-updates", "main"),
  /** On mirrors an archive of its own, whose releases name the component otherwise. */
  SECURITY("trixie-security", "updates/main");

  private final String codename;
  private final String component;

  Suite(String codename, String component) {
    this.codename = codename;
    this.component = component;
  }

  public String codename() {
    return codename;
  }

  /** The component as the release's {@code Components} names it. */
  public String component() {
    return component;
  }

  public boolean isSecurity() {
    return this == SECURITY;
  }

  /** The one of a code name. */
  public static Suite of(String codename) {
    return Arrays.stream(values())
        .filter(one -> one.codename.equals(codename))
        .findFirst()
        .orElseThrow(() -> new InvalidInput("'%s' is no suite of Debian 13", codename));
  }

  @Override
  public String toString() {
    return codename;
  }
}
