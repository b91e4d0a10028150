package com.genericcorp.hq.rehearse.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What AWS requires in a request, by its own models of the services: the SDK for Java has forgotten
 * most of it, the SDK for Python, which moto stands on, has them in files.
 */
public final class RequiredMembers {
  /** Services that are called otherwise there. */
  private static final Map<String, String> FOLDERS =
      Map.of(
          "autoscaling", "application-autoscaling",
          "elb", "elbv2",
          "secrets", "secretsmanager",
          "waf", "wafv2");

  private final Path data;
  private final Map<String, JsonNode> models = new ConcurrentHashMap<>();

  private RequiredMembers(Path data) {
    this.data = data;
  }

  /**
   * The models of the Python installation that a program belongs to.
   *
   * @param program moto's server, in the installation's {@code bin}
   */
  public static Optional<RequiredMembers> beside(Path program) {
    Path libraries = program.toAbsolutePath().resolveSibling("../lib").normalize();
    if (!Files.isDirectory(libraries)) {
      return Optional.empty();
    }
    try (Stream<Path> pythons = Files.list(libraries)) {
      return pythons
          .map(python -> python.resolve("site-packages/botocore/data"))
          .filter(Files::isDirectory)
          .findFirst()
          .map(RequiredMembers::new);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /**
   * Looks through a request.
   *
   * @throws Unfit naming what is missing
   */
  void require(String service, String operation, Map<String, Object> request) {
    JsonNode model = models.computeIfAbsent(service, this::read);
    JsonNode input = model.path("operations").path(operation).path("input").path("shape");
    if (input.isTextual()) {
      structure(model, input.asText(), request, "");
    }
  }

  private static void shape(JsonNode model, String name, Object value, String path) {
    JsonNode shape = model.path("shapes").path(name);
    if (value instanceof Map<?, ?> map && shape.path("type").asText().equals("structure")) {
      structure(model, name, map, path + ".");
    } else if (value instanceof List<?> list && shape.path("type").asText().equals("list")) {
      for (int index = 0; index < list.size(); index++) {
        shape(
            model,
            shape.path("member").path("shape").asText(),
            list.get(index),
            path + "[" + index + "]");
      }
    }
  }

  private static void structure(JsonNode model, String name, Map<?, ?> values, String path) {
    JsonNode shape = model.path("shapes").path(name);
    Map<String, Object> given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    values.forEach((member, value) -> given.put(String.valueOf(member), value));
    for (JsonNode required : shape.path("required")) {
      @Nullable Object value = given.get(required.asText());
      if (value == null || value instanceof Collection<?> list && list.isEmpty()) {
        throw new Unfit("%s is missing: AWS requires it in %s", path + required.asText(), name);
      }
    }
    shape
        .path("members")
        .fields()
        .forEachRemaining(
            member -> {
              @Nullable Object value = given.get(member.getKey());
              if (value != null) {
                String of = member.getValue().path("shape").asText();
                shape(model, of, value, path + member.getKey());
              }
            });
  }

  private JsonNode read(String service) {
    Path folder = data.resolve(FOLDERS.getOrDefault(service, service));
    try (Stream<Path> versions = Files.list(folder)) {
      Path newest =
          versions.filter(Files::isDirectory).max(Comparator.naturalOrder()).orElseThrow();
      Path packed = newest.resolve("service-2.json.gz");
      try (InputStream file =
          Files.exists(packed)
              ? new GZIPInputStream(Files.newInputStream(packed))
              : Files.newInputStream(newest.resolve("service-2.json"))) {
        return Json.mapper().readTree(file);
      }
    } catch (IOException problem) {
      throw new UncheckedIOException(folder.toString(), problem);
    }
  }
}
