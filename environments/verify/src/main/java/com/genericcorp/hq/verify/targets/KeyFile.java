package com.genericcorp.hq.verify.targets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.verify.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads an organisation's API key from a file: either the key alone, or the JSON object {@code
 * {"<slug>": "<key>"}} that the application contract's {@code seed --keys} writes.
 */
public final class KeyFile {
  private static final int MOST_BYTES = 1024 * 1024;

  private KeyFile() {}

  /**
   * The organisation's key.
   *
   * @throws InvalidInput when the file cannot be read or has no key for the organisation
   */
  public static ApiKey read(Path file, String slug) {
    String text = text(file);
    if (!text.stripLeading().startsWith("{")) {
      return ApiKey.of(text, "The key file " + file);
    }
    JsonNode keys;
    try {
      keys = JsonText.parse(text);
    } catch (JsonProcessingException problem) {
      // The parser's own message would quote the file.
      throw new InvalidInput(
          "The key file %s is no JSON (line %d): {\"%s\": \"<key>\"} is expected",
          file, problem.getLocation() == null ? 1 : problem.getLocation().getLineNr(), slug);
    }
    if (!keys.path(slug).isTextual()) {
      throw new InvalidInput(
          "The key file %s has no key for the organisation '%s': {\"%s\": \"<key>\"} is expected",
          file, slug, slug);
    }
    return ApiKey.of(keys.path(slug).asText(), "The key file " + file);
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new InvalidInput("%s is too large to be a key file", file);
      }
      return Files.readString(file);
    } catch (NoSuchFileException problem) {
      throw new InvalidInput("The key file %s is not there", file);
    } catch (IOException problem) {
      throw new InvalidInput(
          "The key file %s cannot be read (%s): this user must be allowed to read it",
          file, problem.getClass().getSimpleName());
    }
  }
}
