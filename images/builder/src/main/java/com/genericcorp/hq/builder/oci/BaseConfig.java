package com.genericcorp.hq.builder.oci;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a base that is a registry's image runs: what an image's description does not say is as there.
 * User, folder, entrypoint and command are the description's own.
 *
 * @param platform {@code linux/amd64}
 * @param diffIds the layers', the lowest first
 * @param ports as {@code 8080/tcp}
 */
public record BaseConfig(
    String platform,
    List<Digest> diffIds,
    Map<String, String> environment,
    Map<String, String> labels,
    List<String> ports,
    List<String> volumes,
    Optional<JsonNode> healthCheck) {

  /**
   * Reads an image's config, in OCI's or Docker's format.
   *
   * @param shown whose it is, for people
   */
  public static BaseConfig read(String json, String shown) {
    try {
      JsonNode root = Json.mapper().readTree(json);
      List<Digest> diffIds = new ArrayList<>();
      root.path("rootfs").path("diff_ids").forEach(id -> diffIds.add(Digest.parse(id.asText())));
      JsonNode run = root.path("config");
      Map<String, String> environment = new LinkedHashMap<>();
      for (JsonNode one : run.path("Env")) {
        String[] pair = one.asText().split("=", 2);
        environment.put(pair[0], pair.length > 1 ? pair[1] : "");
      }
      Map<String, String> labels = new LinkedHashMap<>();
      run.path("Labels").properties().forEach(e -> labels.put(e.getKey(), e.getValue().asText()));
      JsonNode check = run.path("Healthcheck");
      return new BaseConfig(
          root.path("os").asText() + "/" + root.path("architecture").asText(),
          List.copyOf(diffIds),
          environment,
          labels,
          names(run.path("ExposedPorts")),
          names(run.path("Volumes")),
          check.isObject() ? Optional.of(check) : Optional.empty());
    } catch (JsonProcessingException | InvalidInput problem) {
      throw new Failed(problem, "%s has a config that cannot be read: %s", shown, problem);
    }
  }

  private static List<String> names(JsonNode set) {
    List<String> names = new ArrayList<>();
    set.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
