package com.genericcorp.hq.server.http;

import com.genericcorp.hq.server.tenancy.Asker;

/** Whether a request may go on, or its sender has had enough of them for now. */
public interface Admission {
  /**
   * Counts a request of somebody who is known.
   *
   * @throws ProblemException 429 when it is one too many
   */
  void admit(Caller caller, Call call);

  /** Hears that an admitted request has its answer, and that no fault of ours was the answer. */
  void answered(Caller caller);

  /**
   * Counts a request of somebody who is not, by the address.
   *
   * @throws ProblemException 429 when it is one too many
   */
  void admitStranger(Call call);

  /**
   * On whose behalf it is found out who sends a request, before it can be counted as somebody's.
   * However often it asks for nothing, it counts as one request.
   *
   * @return throws the exception of a 429 when the address has asked for nothing too often
   */
  Asker asker(Call call);
}
