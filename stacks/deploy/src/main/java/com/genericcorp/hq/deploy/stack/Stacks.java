package com.genericcorp.hq.deploy.stack;

import java.util.Optional;

/** The stacks of an account: a port, so that steps are tested without Pulumi. */
public interface Stacks {
  /** A stack by its name, {@code demo} or {@code bootstrap-demo}, if there is one. */
  Optional<Stack> find(String name);

  /** Makes an empty stack, whose secrets the account's key closes. */
  Stack create(String name);
}
