package com.genericcorp.hq.deploy.run;

import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.deploy.preflight.Preflight;
import java.util.List;
import java.util.Optional;

/** What {@code up}, {@code rollback} and {@code down} do, in this order; each may be repeated. */
public final class UpSteps {
  /** {@code hq up NAME}. */
  public static final List<Step<Deployment>> UP =
      List.of(
          new CheckBefore(Preflight.toChange()), // nothing is touched while something lacks
          new PlanCost(), // nor over its budget, nor against a rule
          new ProvideImage(), // built, or of a release; in the account's registry
          new PrepareStack(), // what plain 'pulumi up' would find, too
          new PreviewChanges(), // what changes; what would be lost
          new AskBefore(), // yes, by a person or by --yes
          new UpdateStack(), // a line for each resource
          new AwaitRollout(), // Pulumi calls a rolled back deployment a success
          new MigrateOrganizations(), // a fleet takes longer than a server's start may
          new VerifyEnvironment()); // "up" means verified

  private UpSteps() {}

  /**
   * {@code hq rollback NAME}.
   *
   * @param digest of the image to go back to; empty: the one before
   */
  public static List<Step<Deployment>> rollback(Optional<String> digest) {
    return List.of(
        new CheckBefore(Preflight.toChange()),
        new ChooseFormer(digest), // of the stack's history, and still in the registry
        new PrepareStack(),
        new PreviewChanges(),
        new AskBefore(),
        new UpdateStack(),
        new AwaitRollout(),
        new VerifyEnvironment());
  }

  /** {@code hq down NAME}. */
  public static List<Step<Deployment>> down(boolean nameTyped) {
    return List.of(
        new CheckBefore(Preflight.toLook()),
        new RefuseProtected(), // before anything is touched
        new AskForName(nameTyped), // after what goes is shown
        new DestroyStack()); // and what stays is named
  }
}
