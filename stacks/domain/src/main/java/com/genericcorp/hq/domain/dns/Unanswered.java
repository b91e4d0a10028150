package com.genericcorp.hq.domain.dns;

/** No name server gave an answer that says whether there is something or not. */
public final class Unanswered extends Exception {
  private final boolean refusedToSay;

  Unanswered(String message, boolean refusedToSay) {
    super(message);
    this.refusedToSay = refusedToSay;
  }

  /** Whether one did answer, but with an error such as SERVFAIL: others will meet it, too. */
  public boolean refusedToSay() {
    return refusedToSay;
  }
}
