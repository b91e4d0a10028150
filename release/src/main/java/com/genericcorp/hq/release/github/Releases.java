package com.genericcorp.hq.release.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A repository's releases: what can be read of them, and the few things that change them. */
public final class Releases {
  /** How many transfers go side by side: GitHub's secondary limits dislike more writers. */
  public static final int AT_A_TIME = 4;

  private static final int PAGE = 100;
  private static final int MOST_PAGES = 100;

  private final GitHubClient client;
  private final Uploads uploads;

  public Releases(GitHubAddress address, Patience patience) {
    this.client = new GitHubClient(address, patience);
    this.uploads = new Uploads(client, this);
  }

  /** The same releases as everybody sees them, without our token. */
  public Releases anonymous() {
    return new Releases(client.address().anonymous(), client.patience());
  }

  /**
   * What may be done here.
   *
   * @param everybodyReads whether the repository is public
   * @param mayWrite false when the token is known not to
   */
  public record Rights(boolean everybodyReads, boolean mayWrite) {}

  /** Asks what may be done here. */
  public Rights rights() {
    Answer answer = client.get("");
    if (!answer.done()) {
      throw client.refusal("to show " + client.address().repository(), answer);
    }
    JsonNode json = answer.json();
    // Of an installation's token, such as Actions has, GitHub does not say here what it may do.
    boolean told = client.address().token().filter(one -> one.startsWith("ghs_")).isEmpty();
    boolean push = json.path("permissions").path("push").asBoolean();
    return new Rights(!json.path("private").asBoolean(true), push || !told);
  }

  /** All releases of a tag: at most one is public, drafts may be several. */
  public List<Release> of(String tag) {
    return pages("/releases", Release::of).stream().filter(one -> one.tag().equals(tag)).toList();
  }

  /** The public release of a tag. */
  public Optional<Release> published(String tag) {
    return one("/releases/tags/" + tag);
  }

  /** The public release that is shown as the latest. */
  public Optional<Release> latest() {
    return one("/releases/latest");
  }

  /** A release as it is now. */
  public Release read(long id) {
    return one("/releases/" + id)
        .orElseThrow(() -> new Failed("the release %d is not there any more: run it again", id));
  }

  private Optional<Release> one(String path) {
    Answer answer = client.get(path);
    if (answer.status() == 404) {
      return Optional.empty();
    }
    if (!answer.done()) {
      throw client.refusal("to show " + path, answer);
    }
    return Optional.of(Release.of(answer.json()));
  }

  public List<RemoteAsset> assets(Release release) {
    return pages("/releases/" + release.id() + "/assets", RemoteAsset::of);
  }

  /** The same list without its page's number for as long as pages are full. */
  private <T> List<T> pages(String path, Function<JsonNode, T> read) {
    List<T> all = new ArrayList<>();
    for (int page = 1; page <= MOST_PAGES; page++) {
      Answer answer = client.get(path + "?per_page=" + PAGE + "&page=" + page);
      if (!answer.done()) {
        throw client.refusal("to list " + path, answer);
      }
      JsonNode rows = answer.json();
      rows.forEach(row -> all.add(read.apply(row)));
      if (rows.size() < PAGE) {
        return all;
      }
    }
    throw new Failed("%s has more than %d pages: this was not foreseen", path, MOST_PAGES);
  }

  /** What a new draft says. */
  public record Draft(String tag, String commit, String name, String notes, boolean preRelease) {}

  /**
   * Makes a draft. GitHub takes several of one tag: whoever asked looks, when the answer was lost,
   * whether it is there.
   *
   * @return the draft, or none when the answer was lost
   */
  public Optional<Release> create(Draft draft) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("tag_name", draft.tag());
    body.put("target_commitish", draft.commit());
    body.put("name", draft.name());
    body.put("body", draft.notes());
    body.put("draft", true);
    body.put("prerelease", draft.preRelease());
    try {
      Answer answer = client.change("POST", "/releases", Json.print(body));
      if (!answer.done()) {
        throw client.refusal("to make a draft", answer);
      }
      return Optional.of(Release.of(answer.json()));
    } catch (Uncertain lost) {
      client.giveUpOrPause(1, lost);
      return Optional.empty();
    }
  }

  /** Deletes a draft; one that is gone already is what was wanted. Never a public release. */
  public void deleteDraft(Release draft) {
    if (!read(draft.id()).draft()) {
      throw new Failed("%s has become public meanwhile: it is left as it is", draft.tag());
    }
    delete("/releases/" + draft.id());
  }

  /** Deletes what is left of an upload that broke off; GitHub takes no other under its name. */
  void deleteBroken(RemoteAsset asset) {
    delete("/releases/assets/" + asset.id());
  }

  private void delete(String path) {
    for (int attempt = 1; ; attempt++) {
      try {
        Answer answer = client.change("DELETE", path, "");
        if (!answer.done() && answer.status() != 404) {
          throw client.refusal("to delete " + path, answer);
        }
        return;
      } catch (Uncertain lost) {
        client.giveUpOrPause(attempt, lost);
      }
    }
  }

  /** Brings assets to a draft: each once, by name. */
  public Uploads uploads() {
    return uploads;
  }

  /** Downloads an asset's bytes, a draft's among them. */
  public void download(RemoteAsset asset, java.nio.file.Path file) {
    new Downloads(client).into(file, "/releases/assets/" + asset.id(), asset.size());
  }

  /**
   * Makes a draft public, and looks when the answer was lost.
   *
   * @param latest whether it is to be shown as the latest
   */
  public Release publish(Release draft, boolean latest) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("draft", false);
    body.put("make_latest", latest ? "true" : "false");
    for (int attempt = 1; ; attempt++) {
      try {
        Answer answer = client.change("PATCH", "/releases/" + draft.id(), Json.print(body));
        if (!answer.done()) {
          throw client.refusal("to publish " + draft.tag(), answer);
        }
        return Release.of(answer.json());
      } catch (Uncertain lost) {
        client.giveUpOrPause(attempt, lost);
        Release now = read(draft.id());
        if (!now.draft()) {
          return now;
        }
      }
    }
  }
}
