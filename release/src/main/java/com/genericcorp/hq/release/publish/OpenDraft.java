package com.genericcorp.hq.release.publish;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.release.assets.Prepared;
import com.genericcorp.hq.release.github.Release;
import com.genericcorp.hq.release.github.Releases;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A draft of this preparation: found again by its mark after a kill, else made. */
final class OpenDraft implements PublishStep {
  private static final int ATTEMPTS = 5;

  @Override
  public String name() {
    return "Open a draft";
  }

  @Override
  public Optional<String> skip(Publication publication) {
    return publication.isPublic();
  }

  @Override
  public void run(Publication publication) throws IOException {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Optional<Release> found = only(publication);
      if (found.isPresent()) {
        publication.draft(found.get());
        return;
      }
      Optional<Release> made = publication.releases().create(draft(publication));
      if (made.isPresent()) {
        publication.draft(made.get());
        return;
      }
    }
    throw new Failed(
        "GitHub's answers about a draft of %s were lost %d times: run it again",
        publication.tagName(), ATTEMPTS);
  }

  /**
   * The draft of this preparation. Of twins, which a lost answer may leave, the one with most
   * assets is kept, and those without any are deleted.
   */
  static Optional<Release> only(Publication publication) {
    Releases releases = publication.releases();
    List<Release> sorted = new ArrayList<>(ours(publication, releases.of(publication.tagName())));
    publication // GitHub's list may lag behind what it has told us itself
        .draft()
        .filter(known -> sorted.stream().noneMatch(one -> one.id() == known.id()))
        .ifPresent(sorted::add);
    if (sorted.size() > 1) {
      sorted.sort(
          Comparator.comparing((Release one) -> -releases.assets(one).size())
              .thenComparing(Release::id));
      for (Release twin : sorted.subList(1, sorted.size())) {
        if (!releases.assets(twin).isEmpty()) {
          throw new Failed(
              "two drafts of %s have assets (%s, %s): is somebody else publishing? Delete one on"
                  + " GitHub, then run it again",
              publication.tagName(), sorted.get(0).page(), twin.page());
        }
        releases.deleteDraft(twin);
      }
    }
    return sorted.stream().findFirst();
  }

  private static List<Release> ours(Publication publication, List<Release> all) {
    String mark = mark(publication.prepared());
    for (Release one : all) {
      if (one.draft() && !one.notes().contains(mark)) {
        throw new Failed(
            "GitHub has a draft of %s that is not of this preparation (%s): delete it there, or"
                + " publish it by hand",
            publication.tagName(), one.page());
      }
    }
    return all.stream().filter(Release::draft).toList();
  }

  /** Says in the notes, unseen, of what commit and which bytes the draft is. */
  private static String mark(Prepared prepared) {
    return "<!-- prepared of %s as %s -->".formatted(prepared.commit(), prepared.fingerprint());
  }

  private static Releases.Draft draft(Publication publication) throws IOException {
    Prepared prepared = publication.prepared();
    String notes = Files.readString(Prepared.notes(prepared.folder()));
    return new Releases.Draft(
        publication.tagName(),
        prepared.commit(),
        "AgentHQ " + prepared.version(),
        notes.stripTrailing() + "\n\n" + mark(prepared) + "\n",
        prepared.version().isPreRelease());
  }

  @Override
  public void rehearse(Publication publication) {
    List<Release> ours = ours(publication, publication.releases().of(publication.tagName()));
    ours.stream().findFirst().ifPresent(publication::draft);
    publication.say(
        "%s", ours.isEmpty() ? "would open a draft" : "would go on with " + ours.get(0).page());
  }
}
