package com.genericcorp.hq.operate.restore;

import com.genericcorp.hq.cli.Step;
import java.util.List;

/**
 * One organisation out of a restored database, step by step; each may be killed and repeated. The
 * service goes on, and so do all other organisations.
 */
public final class OrganizationSteps {
  public static final List<Step<Restore>> STEPS =
      List.of(
          new LookWhatIsThere(), // of an earlier run; refuses what does not fit together
          new RequireRestorable(), // the time lies within what RDS has kept
          new RequireFreeName(), // before an hour is spent
          new RestoreBeside(), // a new instance, marked with whom it is for
          new AwaitSide(),
          new CheckSide(), // closed, encrypted, with the environment's parameters
          new MigrateSide(), // its shared schema may be older than the image
          new ExportFromSide(), // into the exports' bucket
          new PutBack(), // under another name, or in the living one's place
          new RemoveSide());

  private OrganizationSteps() {}
}
