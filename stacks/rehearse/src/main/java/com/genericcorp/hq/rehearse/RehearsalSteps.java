package com.genericcorp.hq.rehearse;

import com.genericcorp.hq.cli.Step;
import java.util.List;
import java.util.function.Consumer;

/** What {@code rehearse} does, in this order. */
final class RehearsalSteps {
  static final List<Step<Rehearsal>> ALL =
      List.of(
          step("Start the simulated AWS", Rehearsal::start),
          step("Make what an account has first (bootstrap)", Rehearsal::bootstrap),
          step("Make the environment", Rehearsal::environment),
          step("Check what is there", Rehearsal::check),
          step("Destroy it, the last first", Rehearsal::destroy),
          step("Look whether anything is left", Rehearsal::requireNothingLeft));

  private RehearsalSteps() {}

  private static Step<Rehearsal> step(String name, Consumer<Rehearsal> work) {
    return new Step<>() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void run(Rehearsal rehearsal) {
        work.accept(rehearsal);
      }
    };
  }
}
