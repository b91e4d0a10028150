package com.genericcorp.hq.release.sign;

import com.genericcorp.hq.cli.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where the secret key is: {@code HQ_RELEASE_KEY_FILE}, or {@code HQ_RELEASE_KEY} itself. */
public final class KeySource {
  public static final String VARIABLE = "HQ_RELEASE_KEY";
  public static final String FILE_VARIABLE = VARIABLE + "_FILE";

  private KeySource() {}

  /**
   * The key, or none when neither variable is set.
   *
   * @throws InvalidInput when what is set has no key, or both are
   */
  public static Optional<SecretKey> find(Map<String, String> environment) {
    String file = environment.getOrDefault(FILE_VARIABLE, "");
    String text = environment.getOrDefault(VARIABLE, "");
    if (!file.isEmpty() && !text.isEmpty()) {
      throw new InvalidInput("%s and %s are both set: unset one", VARIABLE, FILE_VARIABLE);
    }
    if (!text.isEmpty()) {
      return Optional.of(SecretKey.read(text, VARIABLE));
    }
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(SecretKey.read(Files.readString(Path.of(file)), file));
    } catch (IOException problem) {
      throw new InvalidInput(
          "%s names %s, which cannot be read: make it by 'scripts/hq release key'",
          FILE_VARIABLE, file);
    }
  }
}
