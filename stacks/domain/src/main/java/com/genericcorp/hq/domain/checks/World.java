package com.genericcorp.hq.domain.checks;

import com.genericcorp.hq.domain.dns.Dns;
import com.genericcorp.hq.domain.rdap.Rdap;
import com.genericcorp.hq.domain.zone.ZoneSearch;
import java.time.LocalDate;

/** Whom the checks ask. */
public record World(Dns dns, Rdap rdap, Search zones, LocalDate today) {
  /** Searches the account for the zone in question. */
  public interface Search {
    ZoneSearch find(Question question);
  }
}
