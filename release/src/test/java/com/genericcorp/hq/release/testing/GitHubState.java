package com.genericcorp.hq.release.testing;

import com.genericcorp.hq.builder.blobs.Digest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What a GitHub knows of one repository's releases, and what it must never see. */
final class GitHubState {
  /** An asset; {@code starter} until it is there as a whole. */
  static final class Asset {
    final long id;
    final String name;
    final String contentType;
    byte[] bytes;

    Asset(long id, String name, String contentType, byte[] bytes) {
      this.id = id;
      this.name = name;
      this.contentType = contentType;
      this.bytes = bytes;
    }

    boolean uploaded() {
      return bytes != null;
    }
  }

  static final class Release {
    final long id;
    final String tag;
    final String commitish;
    final String name;
    final String body;
    final boolean preRelease;
    boolean draft;
    int hiddenFor;
    final Map<Long, Asset> assets = new TreeMap<>();

    Release(
        long id,
        String tag,
        String commitish,
        String name,
        String body,
        boolean draft,
        boolean pre) {
      this.id = id;
      this.tag = tag;
      this.commitish = commitish;
      this.name = name;
      this.body = body;
      this.draft = draft;
      this.preRelease = pre;
    }
  }

  final Map<Long, Release> releases = new LinkedHashMap<>();
  final List<String> violations = new ArrayList<>();
  private final Map<String, Digest> complete;
  private final Predicate<String> tagExists;
  long latest;
  int lag;
  private long ids = 1000;

  /**
   * A repository.
   *
   * @param complete what a public release must have
   * @param tagExists whether the Git repository has a tag
   */
  GitHubState(Map<String, Digest> complete, Predicate<String> tagExists) {
    this.complete = complete;
    this.tagExists = tagExists;
  }

  long id() {
    return ids++;
  }

  Release add(String tag, String commitish, String name, String body, boolean draft, boolean pre) {
    Release release = new Release(id(), tag, commitish, name, body, draft, pre);
    release.hiddenFor = lag;
    releases.put(release.id, release);
    return release;
  }

  /** A release becomes public: it has to be complete, and its tag pushed. */
  void publish(Release release, boolean asLatest) {
    Map<String, Digest> found = new TreeMap<>();
    for (Asset one : release.assets.values()) {
      if (one.uploaded()) {
        found.put(one.name, Digest.of(one.bytes));
      } else {
        violations.add("published with a broken " + one.name);
      }
    }
    if (!found.equals(new TreeMap<>(complete))) {
      violations.add("published with " + found.keySet() + " instead of " + complete.keySet());
    }
    if (!tagExists.test(release.tag)) {
      violations.add("GitHub had to make the tag " + release.tag);
    }
    release.draft = false;
    if (asLatest) {
      latest = release.id;
    }
  }

  /** A release by the id of one of its assets. */
  Release ofAsset(long asset) {
    return releases.values().stream()
        .filter(one -> one.assets.containsKey(asset))
        .findFirst()
        .orElse(null);
  }
}
