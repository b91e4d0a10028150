package com.genericcorp.hq.account.checks;

import com.genericcorp.hq.account.AwsAccount;
import com.genericcorp.hq.account.Resources;
import com.genericcorp.hq.account.checks.AwsCheck.Notes;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.verify.Result;
import java.util.List;
import java.util.function.Consumer;

/** What a check makes of answers of AWS that were never given. */
final class Judged {
  private static final Environment DEMO =
      new Environments(Repository.find().environments()).load("demo");

  private Judged() {}

  static Result of(Consumer<Notes> judge) {
    try (AwsAccount account = AwsAccount.of(DEMO.aws().orElseThrow())) {
      Seen seen = new Seen(DEMO, account, new Resources(List.of()));
      return new AwsCheck("played", "well", (unused, notes) -> judge.accept(notes)).run(seen);
    }
  }
}
