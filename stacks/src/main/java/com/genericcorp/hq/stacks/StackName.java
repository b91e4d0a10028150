package com.genericcorp.hq.stacks;

/**
 * A stack's name: an environment's, or {@code bootstrap-} and an environment's, for what its
 * account needs before the environment can be.
 */
public record StackName(Kind kind, String environment) {
  private static final String BOOTSTRAP = "bootstrap-";

  /** What a stack holds. */
  public enum Kind {
    BOOTSTRAP,
    ENVIRONMENT
  }

  /** Any name is read; whether there is such an environment is for its files to say. */
  public static StackName parse(String stack) {
    return stack.startsWith(BOOTSTRAP)
        ? new StackName(Kind.BOOTSTRAP, stack.substring(BOOTSTRAP.length()))
        : new StackName(Kind.ENVIRONMENT, stack);
  }

  /** As Pulumi knows it. */
  @Override
  public String toString() {
    return (kind == Kind.BOOTSTRAP ? BOOTSTRAP : "") + environment;
  }
}
