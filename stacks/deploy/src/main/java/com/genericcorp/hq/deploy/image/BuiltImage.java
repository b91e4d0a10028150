package com.genericcorp.hq.deploy.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.deploy.process.HqCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An image made of this working copy, for environments without customers. The same inputs make the
 * same image, so its tag follows from its digest, and nothing is pushed twice: tags never change in
 * the account's registry.
 */
public final class BuiltImage implements ServerImage {
  /** Fargate runs it on Graviton. */
  private static final String PLATFORM = "linux/arm64";

  private static final String SHA = "sha256:";
  private static final int TAG_DIGITS = 16;

  private final HqCommand hq;
  private final ImageRegistry registry;

  public BuiltImage(HqCommand hq, ImageRegistry registry) {
    this.hq = hq;
    this.registry = registry;
  }

  @Override
  public String origin() {
    return "built from this working copy";
  }

  @Override
  public String provide(Consumer<String> progress) throws InterruptedException {
    String made = digest(build(List.of("--output", "oci")).path("digest").asText());
    String tag = "build-" + made.substring(SHA.length(), SHA.length() + TAG_DIGITS);
    Optional<String> there = registry.digest(tag);
    if (there.isPresent()) {
      progress.accept(registry.name() + " has it already, as " + tag);
      return there.get();
    }
    String pushed =
        build(List.of("--output", "registry", "--repository", registry.prefix(), "--tag", tag))
            .path("output")
            .asText();
    progress.accept("pushed " + pushed);
    return digest(pushed.substring(pushed.indexOf('@') + 1));
  }

  private JsonNode build(List<String> output) throws InterruptedException {
    List<String> words = new ArrayList<>(List.of("images", "build", "server"));
    words.addAll(List.of("--platform", PLATFORM));
    words.addAll(output);
    words.add("--json");
    String printed = hq.output(words);
    try {
      return Json.mapper().readTree(printed).path(0);
    } catch (JsonProcessingException problem) {
      throw new Failed(problem, "'%s' printed no JSON: %s", HqCommand.shown(words), printed);
    }
  }

  private static String digest(String text) {
    if (!text.matches(SHA + "[0-9a-f]{64}")) {
      throw new Failed("'scripts/hq images build server' named no digest, but '%s'", text);
    }
    return text;
  }
}
