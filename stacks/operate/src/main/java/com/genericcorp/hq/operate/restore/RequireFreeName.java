package com.genericcorp.hq.operate.restore;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Step;
import java.util.Optional;

/** The name that the organisation is to get is nobody's; in place, there is somebody. */
final class RequireFreeName implements Step<Restore> {
  @Override
  public String name() {
    return "Check the name that it gets";
  }

  @Override
  public Optional<String> skip(Restore restore) {
    // Whoever has the name by then is what an earlier run made.
    return restore.restored().map(one -> "it was checked before");
  }

  @Override
  public void run(Restore restore) throws Exception {
    Organization wanted = restore.organization();
    boolean there = OrganizationTasks.isPresent(restore, wanted.as());
    if (wanted.inPlace() && !there) {
      throw new InvalidInput(
          "there is no organisation '%s' whose place it could take: leave --in-place out",
          wanted.slug());
    }
    if (!wanted.inPlace() && there) {
      throw new InvalidInput(
          "there is an organisation '%s' already, of an earlier restore perhaps: choose another name"
              + " by --as",
          wanted.as());
    }
  }
}
