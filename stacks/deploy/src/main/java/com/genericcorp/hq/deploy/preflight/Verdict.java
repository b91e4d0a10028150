package com.genericcorp.hq.deploy.preflight;

/**
 * What was found about one precondition.
 *
 * @param name such as {@code credentials}
 * @param remedy what to do; empty when it holds
 */
public record Verdict(String name, State state, String seen, String remedy) {
  /** Whether it holds. */
  public enum State {
    HOLDS,
    LACKS,
    /** It could not be looked at, as another one lacks. */
    UNKNOWN
  }

  public boolean holds() {
    return state == State.HOLDS;
  }
}
