package com.genericcorp.hq.release.publish;

import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.SideBySide;
import com.genericcorp.hq.cli.files.Trees;
import com.genericcorp.hq.release.assets.Asset;
import com.genericcorp.hq.release.assets.Prepared;
import com.genericcorp.hq.release.github.Release;
import com.genericcorp.hq.release.github.Releases;
import com.genericcorp.hq.release.github.RemoteAsset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What GitHub has against what was prepared. */
final class AssetComparison {
  private AssetComparison() {}

  /** How they differ, as far as GitHub tells it; none when they do not. */
  static Optional<String> difference(Prepared prepared, List<RemoteAsset> there) {
    Map<String, Asset> wanted =
        prepared.assets().stream().collect(Collectors.toMap(Asset::name, Function.identity()));
    Map<String, RemoteAsset> found = new TreeMap<>();
    for (RemoteAsset one : there) {
      Asset asset = wanted.get(one.name());
      if (asset == null) {
        return Optional.of("it has " + one.name() + ", which was not prepared");
      }
      if (!one.uploaded()) {
        return Optional.of(one.name() + " is not there as a whole");
      }
      if (one.size() != asset.size()
          || one.digest().filter(digest -> !digest.equals(asset.sha256())).isPresent()) {
        return Optional.of(one.name() + " has other bytes");
      }
      found.put(one.name(), one);
    }
    return wanted.keySet().stream()
        .sorted()
        .filter(name -> !found.containsKey(name))
        .findFirst()
        .map(name -> name + " is missing");
  }

  /**
   * Downloads every asset and compares its bytes.
   *
   * @throws Failed naming the first difference
   */
  static void compareBytes(Prepared prepared, Releases releases, Release release)
      throws IOException {
    List<RemoteAsset> there = releases.assets(release);
    difference(prepared, there)
        .ifPresent(
            what -> {
              throw new Failed("the release %s is not complete: %s", release.tag(), what);
            });
    Map<String, Asset> wanted =
        prepared.assets().stream().collect(Collectors.toMap(Asset::name, Function.identity()));
    Path scratch = Files.createTempDirectory(prepared.folder(), "compare-");
    try {
      SideBySide.each(
          "the comparison",
          Releases.AT_A_TIME,
          there,
          one -> {
            Path file = scratch.resolve(one.name());
            releases.download(one, file);
            requireSame(wanted.get(one.name()), file, release);
            Files.delete(file);
          });
    } finally {
      Trees.delete(scratch);
    }
  }

  private static void requireSame(
      @org.jspecify.annotations.Nullable Asset wanted, Path file, Release release)
      throws IOException {
    Digest digest = Digest.of(file);
    if (wanted == null || !digest.equals(wanted.sha256())) {
      throw new Failed(
          "%s of the %s %s was downloaded as %s, not as it was prepared: %s",
          file.getFileName(),
          release.draft() ? "draft" : "public release",
          release.tag(),
          digest,
          release.draft()
              ? "delete the draft on GitHub, then run it again"
              : "tell everybody not to use it, and release the next version");
    }
  }
}
