package com.genericcorp.hq.release.git;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.release.version.Commit;
import com.genericcorp.hq.release.version.Version;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.Status;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** What was committed up to where the clone stands. */
public final class History {
  private static final int SHOWN = 5;
  private final Repository repository;

  /**
   * The history of a clone.
   *
   * @throws InvalidInput when it was cloned without all of it, or has no commit
   */
  public History(Repository repository) {
    this.repository = repository;
    try {
      if (!repository.getObjectDatabase().getShallowCommits().isEmpty()) {
        throw new InvalidInput(
            "the clone %s is shallow, and versions follow from the whole history: run 'git fetch"
                + " --unshallow --tags'",
            repository.getWorkTree());
      }
    } catch (IOException problem) {
      throw unreadable(problem);
    }
  }

  /** The commit that is checked out. */
  public ObjectId head() {
    try {
      ObjectId head = repository.resolve(Constants.HEAD);
      if (head == null) {
        throw new InvalidInput("%s has no commit yet: commit first", repository.getWorkTree());
      }
      return head;
    } catch (IOException problem) {
      throw unreadable(problem);
    }
  }

  /** When the commit was made: all times of a release are this one. */
  public Instant time() {
    try (RevWalk walk = new RevWalk(repository)) {
      return Instant.ofEpochSecond(walk.parseCommit(head()).getCommitTime());
    } catch (IOException problem) {
      throw unreadable(problem);
    }
  }

  /**
   * Refuses a tree that has more than what is committed.
   *
   * @throws InvalidInput naming some of the files
   */
  public void requireClean() {
    try {
      Status status = Git.wrap(repository).status().call();
      Set<String> files = new HashSet<>(status.getUncommittedChanges());
      files.addAll(status.getUntracked());
      if (!files.isEmpty()) {
        List<String> shown = files.stream().sorted().limit(SHOWN).toList();
        throw new InvalidInput(
            "%s is not as it was committed: %s%s. Only what is committed is released: commit, stash"
                + " or delete them",
            repository.getWorkTree(),
            String.join(", ", shown),
            files.size() > SHOWN ? " and " + (files.size() - SHOWN) + " more" : "");
      }
    } catch (GitAPIException problem) {
      throw new Failed(problem, "the state of %s cannot be read", repository.getWorkTree());
    }
  }

  /** Every version that has a tag, and the commit that it names. */
  public Map<Version, ObjectId> versions() {
    Map<Version, ObjectId> versions = new TreeMap<>();
    try {
      for (Ref ref : repository.getRefDatabase().getRefsByPrefix(Constants.R_TAGS)) {
        Optional<Version> version = Version.ofTag(Repository.shortenRefName(ref.getName()));
        if (version.isPresent()) {
          ObjectId peeled = repository.getRefDatabase().peel(ref).getPeeledObjectId();
          versions.put(version.get(), peeled == null ? ref.getObjectId() : peeled);
        }
      }
      return versions;
    } catch (IOException problem) {
      throw unreadable(problem);
    }
  }

  /** Versions whose commits this one has behind it; its own are left out. */
  public List<Version> behind() {
    ObjectId head = head();
    List<Version> behind = new ArrayList<>();
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit tip = walk.parseCommit(head);
      for (Map.Entry<Version, ObjectId> one : versions().entrySet()) {
        if (!one.getValue().equals(head)
            && walk.isMergedInto(walk.parseCommit(one.getValue()), tip)) {
          behind.add(one.getKey());
        }
      }
      return behind;
    } catch (IOException problem) {
      throw unreadable(problem);
    }
  }

  /** The version whose tag names this very commit; the highest when there are several. */
  public Optional<Version> own() {
    ObjectId head = head();
    return versions().entrySet().stream()
        .filter(one -> one.getValue().equals(head))
        .map(Map.Entry::getKey)
        .max(Comparator.naturalOrder());
  }

  /** What was committed after a version, the newest first; merges say nothing of their own. */
  public List<Commit> since(Optional<Version> last) {
    List<Commit> commits = new ArrayList<>();
    try (RevWalk walk = new RevWalk(repository)) {
      walk.markStart(walk.parseCommit(head()));
      if (last.isPresent()) {
        ObjectId from = versions().get(last.get());
        walk.markUninteresting(walk.parseCommit(from));
      }
      for (RevCommit one : walk) {
        if (one.getParentCount() < 2) {
          commits.add(Commit.of(one.getName(), one.getFullMessage()));
        }
      }
      return commits;
    } catch (IOException problem) {
      throw unreadable(problem);
    }
  }

  private Failed unreadable(IOException problem) {
    return new Failed(
        problem, "the history of %s cannot be read: %s", repository.getWorkTree(), problem);
  }
}
