package com.genericcorp.hq.rehearse.checks;

import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.rehearse.account.Made;
import com.genericcorp.hq.rehearse.engine.Clients;
import com.genericcorp.hq.verify.Report;
import java.util.List;

/** All checks, in the order in which they are reported. */
public final class AwsChecks {
  private AwsChecks() {}

  public static Report run(Environment environment, Clients clients, List<Made> made) {
    return new Report(environment.name(), List.of());
  }
}
