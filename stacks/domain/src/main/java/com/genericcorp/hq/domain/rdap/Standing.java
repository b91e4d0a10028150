package com.genericcorp.hq.domain.rdap;

/** What a registry says of a domain. */
public sealed interface Standing {
  /** Somebody has it. */
  record Registered(Registration registration) implements Standing {}

  /** Nobody has it. Whether it may be had, the registrar says: some are reserved. */
  record Free() implements Standing {}

  /**
   * Nobody knows.
   *
   * @param why a sentence
   */
  record Unknown(String why) implements Standing {}
}
