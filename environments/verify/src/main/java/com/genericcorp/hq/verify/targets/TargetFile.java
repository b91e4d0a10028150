package com.genericcorp.hq.verify.targets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.files.AtomicFile;
import com.genericcorp.hq.verify.json.JsonText;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the local platform tells others where it runs: {@code .hq/local/target.json}, readable by its
 * owner alone. It names the file with the keys and holds none. Relative paths start at its folder.
 *
 * @param connect a name or address to connect to, or null when the hosts resolve
 * @param ca path of the CA certificate, or null for the system's
 * @param keyFile path of the JSON file {@code {"<slug>": "<key>"}}
 */
public record TargetFile(
    String environment,
    String publicHost,
    String tenantHost,
    int httpsPort,
    int httpPort,
    @Nullable String connect,
    @Nullable Path ca,
    Path keyFile) {

  /**
   * Reads the file.
   *
   * @throws InvalidInput when the file is not there, cannot be read or lacks something
   */
  public static TargetFile read(Path file) {
    Fields fields = new Fields(file, json(file));
    String ca = fields.optionalText("ca");
    return new TargetFile(
        fields.text("environment"),
        fields.text("publicHost"),
        fields.text("tenantHost"),
        fields.number("httpsPort"),
        fields.number("httpPort"),
        fields.optionalText("connect"),
        ca == null ? null : file.resolveSibling(ca),
        file.resolveSibling(fields.text("keyFile")));
  }

  /** Writes the file as a whole, mode 0600. */
  public void write(Path file) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeStringField("environment", environment);
      json.writeStringField("publicHost", publicHost);
      json.writeStringField("tenantHost", tenantHost);
      json.writeNumberField("httpsPort", httpsPort);
      json.writeNumberField("httpPort", httpPort);
      json.writeStringField("connect", connect);
      json.writeStringField("ca", ca == null ? null : ca.toString());
      json.writeStringField("keyFile", keyFile.toString());
      json.writeEndObject();
    }
    AtomicFile.writePrivate(file, text + "\n");
  }

  /**
   * The target, with the probe's key read from its file; it promises no HSTS, as on one machine.
   *
   * @throws InvalidInput when the key cannot be read
   */
  public Target target() {
    return new Target(
        environment,
        publicHost,
        tenantHost,
        httpsPort,
        httpPort,
        connect,
        ca,
        0,
        Target.CERTIFICATE_DAYS,
        Target.PROBE,
        KeyFile.read(keyFile, Target.PROBE));
  }

  private static JsonNode json(Path file) {
    try {
      return JsonText.parse(Files.readString(file));
    } catch (NoSuchFileException problem) {
      throw new InvalidInput("%s is not there: nothing was started from this folder", file);
    } catch (JsonProcessingException problem) {
      throw new InvalidInput(
          "%s:%d: no JSON: %s",
          file,
          problem.getLocation() == null ? 1 : problem.getLocation().getLineNr(),
          problem.getOriginalMessage());
    } catch (IOException problem) {
      throw new InvalidInput(
          "%s cannot be read (%s): this user must be allowed to read it",
          file, problem.getClass().getSimpleName());
    }
  }

  private record Fields(Path file, JsonNode json) {
    String text(String name) {
      if (!json.path(name).isTextual()) {
        throw wrong(name, "a text");
      }
      return json.path(name).asText();
    }

    @Nullable String optionalText(String name) {
      return json.path(name).isMissingNode() || json.path(name).isNull() ? null : text(name);
    }

    int number(String name) {
      if (!json.path(name).canConvertToInt()) {
        throw wrong(name, "a number");
      }
      return json.path(name).asInt();
    }

    private InvalidInput wrong(String name, String expected) {
      String found = json.path(name).isMissingNode() ? "is missing" : "is " + json.path(name);
      return new InvalidInput(
          "%s: '%s' %s, %s is expected; starting the environment again writes the file anew",
          file, name, found, expected);
    }
  }
}
