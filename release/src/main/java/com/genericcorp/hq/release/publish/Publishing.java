package com.genericcorp.hq.release.publish;

import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.cli.Step;
import java.util.List;
import java.util.Optional;

/** A complete release becomes public, or none does. */
public final class Publishing {
  /**
   * What {@code release publish} does, in this order. Each step may be repeated: after a kill at
   * any point the same command finishes what was begun.
   */
  static final List<PublishStep> STEPS =
      List.of(
          new RequirePrepared(), // what is published is what was prepared of the commit here
          new RequireRights(), // a token that may not write is found out before anything is done
          new RequireUnpublished(), // a public release never changes
          new RequirePushedCommit(), // and a tag never moves: neither here nor at the remote
          new TagCommit(), // annotated; signed where a key is set; the same tag wherever it is made
          new PushTag(), // no draft is made for a tag that the remote refuses
          new PushImages(), // before anybody can read a package that names them
          new OpenDraft(), // found again by its mark after a kill; a twin without assets is deleted
          new UploadAssets(), // side by side; what is there and right is kept
          new CompareDraft(), // everything is downloaded again
          new Publish(), // one call: nothing of it can be half done
          new ReadBack()); // as everybody sees it

  private Publishing() {}

  /**
   * Runs the steps.
   *
   * @param rehearse read only, and say what would be done
   */
  public static void run(Publication publication, Progress progress, boolean rehearse) {
    List<? extends Step<Publication>> steps =
        rehearse ? STEPS.stream().map(Rehearsal::new).toList() : STEPS;
    Step.runAll(steps, publication, progress);
  }

  /** A step that only reads. */
  private record Rehearsal(PublishStep step) implements Step<Publication> {
    @Override
    public String name() {
      return step.name() + " (rehearsed)";
    }

    @Override
    public void run(Publication publication) throws Exception {
      step.rehearse(publication);
    }

    @Override
    public Optional<String> skip(Publication publication) {
      return step.skip(publication);
    }
  }
}
