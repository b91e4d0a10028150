package com.genericcorp.hq.release.git;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.release.sign.SecretKey;
import com.genericcorp.hq.release.sign.SshSignature;
import com.genericcorp.hq.release.version.Version;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.GpgSignature;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** The annotated tag of a version in the clone. */
public final class ReleaseTag {
  private final Repository repository;
  private final Version version;

  public ReleaseTag(Repository repository, Version version) {
    this.repository = repository;
    this.version = version;
  }

  /** The reference's full name. */
  public String ref() {
    return Constants.R_TAGS + version.tag();
  }

  /** The commit that the tag names, if there is such a tag. */
  public Optional<ObjectId> commit() throws IOException {
    Ref ref = repository.exactRef(ref());
    if (ref == null) {
      return Optional.empty();
    }
    ObjectId peeled = repository.getRefDatabase().peel(ref).getPeeledObjectId();
    return Optional.of(peeled == null ? ref.getObjectId() : peeled);
  }

  /**
   * Refuses a tag that names another commit.
   *
   * @return whether the right one is there
   */
  public boolean isAt(ObjectId commit) throws IOException {
    Optional<ObjectId> found = commit();
    if (found.isPresent() && !found.get().equals(commit)) {
      throw new Failed(
          "the tag %s is there and names %s, not %s: tags are never moved; prepare another version",
          version.tag(), found.get().name(), commit.name());
    }
    return found.isPresent();
  }

  /**
   * Makes the tag, by whom and when the commit was made, so that it is the same tag wherever it is
   * made.
   */
  public void make(ObjectId commit, String message, Optional<SecretKey> key) throws IOException {
    try (RevWalk walk = new RevWalk(repository);
        ObjectInserter inserter = repository.newObjectInserter()) {
      RevCommit target = walk.parseCommit(commit);
      TagBuilder tag = new TagBuilder();
      tag.setTag(version.tag());
      tag.setObjectId(target);
      tag.setTagger(new PersonIdent(target.getCommitterIdent()));
      tag.setMessage(message.strip() + "\n");
      if (key.isPresent()) {
        tag.setGpgSignature(new GpgSignature(SshSignature.ofTag(key.get(), tag.build())));
      }
      ObjectId object = inserter.insert(tag);
      inserter.flush();
      RefUpdate update = repository.updateRef(ref());
      update.setExpectedOldObjectId(ObjectId.zeroId());
      update.setNewObjectId(object);
      RefUpdate.Result result = update.update();
      if (result != RefUpdate.Result.NEW && result != RefUpdate.Result.NO_CHANGE) {
        throw new Failed("the tag %s cannot be made here: %s", version.tag(), result);
      }
    }
  }
}
