package com.genericcorp.hq.deploy.stack;

/** What happens while a stack is worked on, as it happens. */
public sealed interface StackEvent {
  Urn urn();

  /** Work on a resource begins. */
  record Begun(Operation operation, Urn urn) implements StackEvent {}

  /** Work on a resource has ended well. */
  record Ended(Operation operation, Urn urn) implements StackEvent {}

  /**
   * A resource could not be made, changed or deleted.
   *
   * @param why what AWS or Pulumi said
   */
  record Failure(Urn urn, String why) implements StackEvent {}
}
