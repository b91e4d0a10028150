package com.genericcorp.hq.server.http;

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
}
