package com.genericcorp.hq.deploy.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.deploy.process.HqCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The image of a published release: by the digest in its package, whose signature is checked by the
 * project's own key, copied into the account's registry under that digest.
 */
public final class ReleasedImage implements ServerImage {
  private static final Pattern VERSION = Pattern.compile("v?([0-9]+\\.[0-9]+\\.[0-9]+)");
  private static final String SERVER = "server";

  private final HqCommand hq;
  private final ImageRegistry registry;
  private final String version;
  private final Optional<String> key;

  /**
   * @param version {@code 1.2.0}
   * @param key the project's public key; empty: the committed one
   * @throws InvalidInput when the version is none
   */
  public ReleasedImage(HqCommand hq, ImageRegistry registry, String version, Optional<String> key) {
    var parts = VERSION.matcher(version);
    if (!parts.matches()) {
      throw new InvalidInput("--release is '%s'; expected a version such as 1.2.0", version);
    }
    this.hq = hq;
    this.registry = registry;
    this.version = parts.group(1);
    this.key = key;
  }

  @Override
  public String origin() {
    return "of release " + version;
  }

  @Override
  public String provide(Consumer<String> progress) throws InterruptedException {
    String published = published();
    String digest = published.substring(published.indexOf('@') + 1);
    String copied =
        json(List.of("images", "copy", published, registry.name() + ":" + version, "--json"))
            .path("digest")
            .asText();
    if (!copied.equals(digest)) {
      throw new Failed("the copy of %s is '%s': it is refused", published, copied);
    }
    progress.accept(registry.name() + ":" + version + " is " + digest);
    return digest;
  }

  private String published() throws InterruptedException {
    List<String> words = new ArrayList<>(List.of("release", "images", version, "--json"));
    key.ifPresent(value -> words.addAll(List.of("--key", value)));
    for (JsonNode image : json(words)) {
      String reference = image.path("reference").asText();
      if (image.path("name").asText().equals(SERVER)
          && reference.matches(".+@sha256:[0-9a-f]{64}")) {
        return reference;
      }
    }
    throw new Failed("release %s has no image '%s' by digest", version, SERVER);
  }

  private JsonNode json(List<String> words) throws InterruptedException {
    String printed = hq.output(words);
    try {
      return Json.mapper().readTree(printed);
    } catch (JsonProcessingException problem) {
      throw new Failed(problem, "'%s' printed no JSON: %s", HqCommand.shown(words), printed);
    }
  }
}
