package com.genericcorp.hq.tool.commands;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.files.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes secrets into a folder, which is a volume of whoever runs this. */
@Command(
    name = "secrets",
    description =
        "Reads lines NAME=VALUE from standard input and writes each to FOLDER/NAME (0600).",
    footer = {
      "",
      "Example:",
      "  printf 'gateway-secret=%s\\n' \"$value\" | tool secrets /run/agenthq"
    },
    mixinStandardHelpOptions = true)
final class SecretsCommand implements Callable<Integer> {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,99}");
  private static final int MOST_BYTES = 1 << 20;

  @Parameters(paramLabel = "FOLDER", description = "Where to; it must be there.")
  private Path folder = Path.of("");

  @Override
  public Integer call() throws IOException {
    write(Streams.in(), folder);
    return 0;
  }

  static void write(InputStream in, Path folder) throws IOException {
    byte[] bytes = in.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new InvalidInput(
          "the secrets are more than %d bytes: lines NAME=VALUE are expected", MOST_BYTES);
    }
    Map<String, String> secrets = new LinkedHashMap<>();
    int number = 0;
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
      number++;
      if (line.isEmpty()) {
        continue;
      }
      int equals = line.indexOf('=');
      String name = equals < 0 ? "" : line.substring(0, equals);
      // The line itself is a secret: the error says where, not what.
      if (!NAME.matcher(name).matches() || equals == line.length() - 1) {
        throw new InvalidInput(
            "line %d of standard input is no secret: NAME=VALUE is expected, NAME in lower case"
                + " and VALUE not empty",
            number);
      }
      if (secrets.put(name, line.substring(equals + 1)) != null) {
        throw new InvalidInput("standard input has the secret '%s' twice; keep one", name);
      }
    }
    if (secrets.isEmpty()) {
      throw new InvalidInput("standard input has no secrets: lines NAME=VALUE are expected");
    }
    for (Map.Entry<String, String> secret : secrets.entrySet()) {
      try {
        AtomicFile.writePrivate(folder.resolve(secret.getKey()), secret.getValue() + "\n");
      } catch (IOException problem) {
        throw new InvalidInput(
            "the secret %s cannot be written into %s (%s): this user must be allowed to write there",
            secret.getKey(), folder, problem.getClass().getSimpleName());
      }
    }
  }
}
