package com.genericcorp.hq.local.commands;

import com.genericcorp.hq.local.state.LocalState;
import com.genericcorp.hq.local.up.LocalEnvironments;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Repository;

/** The environment that a command was told to work on. */
record Chosen(Repository repository, Environment environment) {
  static Chosen byName(String name) {
    Repository repository = Repository.find();
    return new Chosen(repository, LocalEnvironments.load(repository, name));
  }

  LocalState state() {
    return LocalState.of(repository.root(), environment.name());
  }

  /** Says who is waited for. */
  static void waiting(String holder) {
    System.err.println("Waiting for " + holder);
  }
}
