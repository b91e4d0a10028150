package com.genericcorp.hq.domain.zone;

import java.util.List;

/** What a search for a zone in the account came to. */
public sealed interface ZoneSearch {
  /** There is one of that name. */
  record Found(HostedZone zone) implements ZoneSearch {}

  /** There is none. */
  record Missing(String account) implements ZoneSearch {}

  /** There are several of that name, of which the world sees one at most. */
  record Several(List<String> ids) implements ZoneSearch {}

  /**
   * It was not searched for.
   *
   * @param why a sentence
   */
  record NotMade(String why) implements ZoneSearch {}
}
