package com.genericcorp.hq.release.git;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteConfig;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/**
 * The repository that others see.
 *
 * @param name of a remote in the clone's configuration
 */
public record Remote(Repository repository, String name, RemoteCredentials credentials) {
  private static final int TIMEOUT_SECONDS = 120;

  /** The tags that it has: each with the object it names and the commit behind it. */
  public record RemoteTag(ObjectId object, ObjectId commit) {}

  /** A tag of the remote, if it has it. */
  public Optional<RemoteTag> tag(String ref) {
    try {
      Map<String, Ref> refs =
          Git.wrap(repository)
              .lsRemote()
              .setRemote(name)
              .setTags(true)
              .setHeads(false)
              .setTimeout(TIMEOUT_SECONDS)
              .setCredentialsProvider(provider())
              .callAsMap();
      Ref found = refs.get(ref);
      if (found == null) {
        return Optional.empty();
      }
      Ref peeled = refs.get(ref + "^{}");
      ObjectId commit =
          found.getPeeledObjectId() != null
              ? found.getPeeledObjectId()
              : peeled != null ? peeled.getObjectId() : found.getObjectId();
      return Optional.of(new RemoteTag(found.getObjectId(), commit));
    } catch (GitAPIException problem) {
      throw unreachable(problem);
    }
  }

  /**
   * Refuses a commit that no branch of the remote has: it was never pushed, or the branch was moved
   * away from it.
   */
  public void requireCommit(ObjectId commit) {
    String here = "refs/hq/remotes/" + name + "/";
    try {
      Git.wrap(repository)
          .fetch()
          .setRemote(name)
          .setRefSpecs(new RefSpec("+" + Constants.R_HEADS + "*:" + here + "*"))
          .setTagOpt(org.eclipse.jgit.transport.TagOpt.NO_TAGS)
          .setRemoveDeletedRefs(true)
          .setTimeout(TIMEOUT_SECONDS)
          .setCredentialsProvider(provider())
          .call();
      try (RevWalk walk = new RevWalk(repository)) {
        for (Ref branch : repository.getRefDatabase().getRefsByPrefix(here)) {
          if (walk.isMergedInto(walk.parseCommit(commit), walk.parseCommit(branch.getObjectId()))) {
            return;
          }
        }
      }
    } catch (GitAPIException | IOException problem) {
      throw unreachable(problem);
    }
    throw new Failed(
        "no branch of '%s' has the commit %s: it was not pushed, or the branch has moved since;"
            + " push it or check out what is there, then prepare again",
        name, commit.name());
  }

  /** Sends a tag; one that is there is never moved. */
  public void push(String ref) {
    try {
      Iterable<org.eclipse.jgit.transport.PushResult> results =
          Git.wrap(repository)
              .push()
              .setRemote(name)
              .setRefSpecs(new RefSpec(ref + ":" + ref))
              .setForce(false)
              .setTimeout(TIMEOUT_SECONDS)
              .setCredentialsProvider(provider())
              .call();
      for (org.eclipse.jgit.transport.PushResult result : results) {
        for (RemoteRefUpdate update : result.getRemoteUpdates()) {
          requireTaken(update, result.getMessages());
        }
      }
    } catch (GitAPIException problem) {
      throw unreachable(problem);
    }
  }

  private void requireTaken(RemoteRefUpdate update, @Nullable String said) {
    switch (update.getStatus()) {
      case OK, UP_TO_DATE -> {}
      case REJECTED_NONFASTFORWARD, REJECTED_REMOTE_CHANGED ->
          throw new Failed(
              "'%s' has another %s: tags are never moved; prepare another version",
              name, update.getRemoteName());
      default ->
          throw new Failed(
              "'%s' refused %s: %s%s. Change its rule or the token's rights, then run it again",
              name,
              update.getRemoteName(),
              words(update.getMessage(), update.getStatus().toString()),
              said == null || said.isBlank() ? "" : " (" + said.strip() + ")");
    }
  }

  private static String words(@Nullable String message, String otherwise) {
    return message == null || message.isBlank() ? otherwise : message.strip();
  }

  private CredentialsProvider provider() {
    address(); // or refused
    return credentials.provider();
  }

  /** Where it is, as the clone's configuration says. */
  public URIish address() {
    try {
      List<URIish> addresses = new RemoteConfig(repository.getConfig(), name).getURIs();
      if (addresses.isEmpty()) {
        throw new InvalidInput(
            "the clone has no remote '%s': name one with --remote; known: %s",
            name, String.join(", ", repository.getRemoteNames()));
      }
      URIish address = addresses.get(0);
      String scheme = address.getScheme() == null ? "" : address.getScheme();
      if (scheme.equals("ssh") || (scheme.isEmpty() && address.getHost() != null)) {
        throw new InvalidInput(
            "the remote '%s' is reached by SSH, which is not built in: add its https address as a"
                + " remote and name it with --remote",
            name);
      }
      if (!scheme.isEmpty() && address.getUser() != null) {
        throw new InvalidInput(
            "the address of the remote '%s' has a user or a password in it, which ends in logs: take"
                + " it out ('git remote set-url %s %s') and set GITHUB_TOKEN",
            name, name, address.setUser(null).setPass(null));
      }
      return address;
    } catch (URISyntaxException problem) {
      throw new InvalidInput("the address of the remote '%s' cannot be read", name);
    }
  }

  private Failed unreachable(Exception problem) {
    Throwable deepest = problem;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return switch (Refusal.of(problem)) {
      case UNKNOWN ->
          credentials.belongTo(address())
              ? new Failed(
                  problem,
                  "the remote '%s' does not take GITHUB_TOKEN: it is wrong, has expired, may not see"
                      + " the repository, or is not shown to where that was moved; set another"
                      + " token or address, then run it again",
                  name)
              : new Failed(
                  problem,
                  "the remote '%s' asks who we are, and no token belongs to it: set GITHUB_TOKEN, and"
                      + " GITHUB_SERVER_URL to the server that it is of; then run it again",
                  name);
      case FORBIDDEN ->
          new Failed(
              problem,
              "the remote '%s' does not let GITHUB_TOKEN write: give it 'contents: write', then run"
                  + " it again",
              name);
      case OTHER ->
          new Failed(
              problem,
              "the remote '%s' did not answer as it should: %s. Put that right, then run it again",
              name,
              deepest.getMessage());
    };
  }
}
