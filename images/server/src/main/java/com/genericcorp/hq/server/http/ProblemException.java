package com.genericcorp.hq.server.http;

/** A request that ends with a problem document. It has no stack trace: nothing of ours is wrong. */
public final class ProblemException extends RuntimeException {
  private final transient Problem problem;

  ProblemException(Problem problem) {
    super(problem.status() + " " + problem.detail(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
