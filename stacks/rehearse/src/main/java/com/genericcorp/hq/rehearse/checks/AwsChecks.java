package com.genericcorp.hq.rehearse.checks;

import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.rehearse.account.Made;
import com.genericcorp.hq.rehearse.engine.Clients;
import com.genericcorp.hq.verify.Report;
import java.util.List;
import java.util.stream.Stream;

/** All checks, in the order in which they are reported. */
public final class AwsChecks {
  private static final List<AwsCheck> ALL =
      Stream.of(
              NetworkChecks.ALL,
              EdgeChecks.ALL,
              DatabaseChecks.ALL,
              TaskChecks.ALL,
              BucketChecks.ALL,
              MonitoringChecks.ALL)
          .flatMap(List::stream)
          .toList();

  private AwsChecks() {}

  /**
   * Looks at an environment.
   *
   * @param made its resources
   */
  public static Report run(Environment environment, Clients clients, List<Made> made) {
    Seen seen = new Seen(environment, clients, made);
    return new Report(environment.name(), ALL.stream().map(check -> check.run(seen)).toList());
  }
}
