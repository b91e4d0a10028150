package com.genericcorp.hq.release.publish;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.SideBySide;
import com.genericcorp.hq.release.assets.Asset;
import com.genericcorp.hq.release.assets.Prepared;
import com.genericcorp.hq.release.github.Release;
import com.genericcorp.hq.release.github.Releases;
import com.genericcorp.hq.release.github.RemoteAsset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Side by side; what is there and right is kept. */
final class UploadAssets implements PublishStep {
  @Override
  public String name() {
    return "Upload the assets";
  }

  @Override
  public Optional<String> skip(Publication publication) {
    return publication.isPublic();
  }

  @Override
  public void run(Publication publication) {
    Release draft = publication.draft().orElseThrow();
    Map<String, RemoteAsset> there = there(publication, draft);
    Prepared prepared = publication.prepared();
    SideBySide.each(
        "the upload",
        Releases.AT_A_TIME,
        prepared.assets(),
        one ->
            publication
                .releases()
                .uploads()
                .bring(draft, one, prepared.file(one), Optional.ofNullable(there.get(one.name()))));
  }

  private static Map<String, RemoteAsset> there(Publication publication, Release draft) {
    Map<String, RemoteAsset> there =
        publication.releases().assets(draft).stream()
            .collect(Collectors.toMap(RemoteAsset::name, Function.identity()));
    List<String> wanted = publication.prepared().assets().stream().map(Asset::name).toList();
    for (String name : there.keySet()) {
      if (!wanted.contains(name)) {
        throw new Failed(
            "the draft %s has %s, which was not prepared: delete it there, then run it again",
            draft.page(), name);
      }
    }
    return there;
  }

  @Override
  public void rehearse(Publication publication) {
    Map<String, RemoteAsset> there =
        publication.draft().map(draft -> there(publication, draft)).orElse(Map.of());
    for (Asset one : publication.prepared().assets()) {
      RemoteAsset found = there.get(one.name());
      publication.say(
          "%s %s (%d bytes)",
          found != null && found.uploaded() ? "would keep" : "would upload",
          one.name(),
          one.size());
    }
  }
}
