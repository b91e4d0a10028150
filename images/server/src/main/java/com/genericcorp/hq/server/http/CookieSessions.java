package com.genericcorp.hq.server.http;

import com.genericcorp.hq.server.tenancy.Asker;
import com.genericcorp.hq.server.tenancy.Slug;
import java.util.Optional;

/** People who are signed in, by the cookies of their requests. */
@FunctionalInterface
public interface CookieSessions {
  /**
   * Who is signed in.
   *
   * @param named the organisation that host or header name, if they name one
   * @param asker on whose behalf it is looked for
   * @return empty when nobody is
   * @throws ProblemException when cookies were sent that must not be believed
   */
  Optional<Caller> caller(Call call, Optional<Slug> named, Asker asker);
}
