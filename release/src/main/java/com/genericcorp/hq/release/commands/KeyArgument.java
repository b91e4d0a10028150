package com.genericcorp.hq.release.commands;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.tool.signature.PublicKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A public key as the option {@code --key} gives it: a file, or itself. */
final class KeyArgument {
  private KeyArgument() {}

  static PublicKey read(String key) {
    try {
      Path file = Path.of(key);
      return Files.exists(file)
          ? PublicKey.read(Files.readString(file), key)
          : PublicKey.read(key, "--key");
    } catch (IOException problem) {
      throw new InvalidInput("the key %s cannot be read", key);
    }
  }
}
