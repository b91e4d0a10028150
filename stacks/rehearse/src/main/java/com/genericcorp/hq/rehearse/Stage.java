package com.genericcorp.hq.rehearse;

import com.genericcorp.hq.plan.capture.Account;
import com.genericcorp.hq.plan.capture.Capture;
import com.genericcorp.hq.plan.capture.Inventory;
import com.genericcorp.hq.plan.capture.PlannedAccount;
import com.genericcorp.hq.rehearse.account.SimulatedAccount;
import com.genericcorp.hq.rehearse.engine.Clients;
import com.genericcorp.hq.rehearse.mapping.Mappings;
import com.pulumi.Context;
import com.pulumi.core.Output;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** One stack, run against the simulated account. */
final class Stage {
  private final String stack;
  private final PlannedAccount planned;
  private final Function<Context, Map<String, Output<?>>> program;

  Stage(String stack, PlannedAccount planned, Function<Context, Map<String, Output<?>>> program) {
    this.stack = stack;
    this.planned = planned;
    this.program = program;
  }

  /** The account, which knows the stack's URNs. */
  SimulatedAccount account(Clients clients, Mappings mappings) {
    return new SimulatedAccount(
        clients, mappings, planned, Urns.of(Capture.of(stack, planned, program)));
  }

  /**
   * Runs the program.
   *
   * @param way what stands between the program and the account
   * @throws RuntimeException as the first resource that could not be made says it
   */
  Inventory run(SimulatedAccount account, UnaryOperator<Account> way) {
    try {
      return Capture.of(stack, way.apply(account), program);
    } catch (RuntimeException problem) {
      throw account.failure().orElse(problem);
    }
  }
}
