package com.genericcorp.hq.release.assets;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.cli.files.AtomicFile;
import com.genericcorp.hq.release.version.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code release prepare} made and {@code release publish} publishes.
 *
 * @param commit what it was made of, 40 hexadecimal digits
 * @param signed whether {@code SHA256SUMS} has a signature
 */
public record Prepared(
    Path folder,
    Version version,
    String commit,
    boolean signed,
    List<ReleasedImage> images,
    List<Asset> assets) {
  /** Written last: without it a folder is not prepared. */
  public static final String MANIFEST = "release.json";

  private static final String ASSETS = "assets";
  private static final String NOTES = "notes.md";

  /** Where the files are that are published. */
  public static Path assets(Path folder) {
    return folder.resolve(ASSETS);
  }

  public static Path notes(Path folder) {
    return folder.resolve(NOTES);
  }

  public Path file(Asset asset) {
    return assets(folder).resolve(asset.name());
  }

  /** The digest of the checksums: it names this preparation among others of its version. */
  public Digest fingerprint() {
    return assets.stream()
        .filter(one -> one.name().equals(Checksums.FILE))
        .map(Asset::sha256)
        .findFirst()
        .orElseThrow(() -> new InvalidInput("%s has no %s", folder, Checksums.FILE));
  }

  public void write() throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("version", version.toString());
    all.put("commit", commit);
    all.put("signed", signed);
    all.put(
        "images",
        images.stream()
            .map(
                one ->
                    ordered(
                        "name",
                        one.name(),
                        "repository",
                        one.repository(),
                        "digest",
                        one.digest().toString()))
            .toList());
    all.put(
        "assets",
        assets.stream()
            .map(
                one ->
                    ordered("name", one.name(), "size", one.size(), "sha256", one.sha256().hex()))
            .toList());
    AtomicFile.write(folder.resolve(MANIFEST), Json.print(all) + "\n");
  }

  private static Map<String, Object> ordered(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int at = 0; at < pairs.length; at += 2) {
      map.put((String) pairs[at], pairs[at + 1]);
    }
    return map;
  }

  /**
   * Reads what was prepared and holds every file against it.
   *
   * @throws InvalidInput when nothing was, or a file has changed since
   */
  public static Prepared read(Path folder) {
    Path manifest = folder.resolve(MANIFEST);
    try {
      JsonNode all = Json.mapper().readTree(Files.readString(manifest));
      List<ReleasedImage> images = new ArrayList<>();
      for (JsonNode one : all.path("images")) {
        images.add(
            new ReleasedImage(
                one.path("name").asText(),
                one.path("repository").asText(),
                Digest.parse(one.path("digest").asText())));
      }
      List<Asset> assets = new ArrayList<>();
      for (JsonNode one : all.path("assets")) {
        assets.add(
            new Asset(
                one.path("name").asText(),
                one.path("size").asLong(),
                Digest.parse(one.path("sha256").asText())));
      }
      requireUnchanged(folder, assets);
      return new Prepared(
          folder,
          Version.parse(all.path("version").asText()),
          all.path("commit").asText(),
          all.path("signed").asBoolean(),
          List.copyOf(images),
          List.copyOf(assets));
    } catch (IOException problem) {
      throw new InvalidInput(
          "%s is not there or cannot be read: run 'scripts/hq release prepare' first", manifest);
    }
  }

  private static void requireUnchanged(Path folder, List<Asset> assets) {
    List<Asset> found = Files.isDirectory(assets(folder)) ? Asset.in(assets(folder)) : List.of();
    if (!found.equals(assets.stream().sorted().toList())) {
      List<Asset> odd = new ArrayList<>(found);
      odd.removeAll(assets);
      String name = odd.isEmpty() ? "a file is missing" : odd.get(0).name() + " is another";
      throw new InvalidInput(
          "%s is not what was prepared (%s): run 'scripts/hq release prepare' again", folder, name);
    }
  }
}
