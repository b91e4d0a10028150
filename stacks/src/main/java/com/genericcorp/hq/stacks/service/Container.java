package com.genericcorp.hq.stacks.service;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One container of a task, as ECS's container definitions have it.
 *
 * @param command words after the image's entry point
 * @param secrets variable to the ARN that it is taken from when the container starts
 * @param after a container that must have ended with 0 before this one starts; empty for none
 * @param essential whether the task ends with it
 * @param port what it listens on; 0 for nothing
 */
record Container(
    String name,
    List<String> command,
    Map<String, String> variables,
    Map<String, String> secrets,
    String after,
    boolean essential,
    int port) {
  /** Fargate kills what has not started by then: a migration of the shared schema fits. */
  private static final int START_SECONDS = 120;

  /** It finishes what runs within 30. */
  private static final int STOP_SECONDS = 35;

  /** In ECS's words. */
  Map<String, Object> definition(String image, String logGroup, String region) {
    Map<String, Object> definition = new LinkedHashMap<>();
    definition.put("name", name);
    definition.put("image", image);
    definition.put("command", command);
    definition.put("essential", essential);
    definition.put("readonlyRootFilesystem", true);
    definition.put("linuxParameters", linux());
    definition.put("environment", pairs(variables, "value"));
    definition.put("secrets", pairs(secrets, "valueFrom"));
    definition.put("stopTimeout", STOP_SECONDS);
    if (port > 0) {
      definition.put("portMappings", List.of(Map.of("containerPort", port)));
    }
    if (!after.isEmpty()) {
      Map<String, Object> dependency = new TreeMap<>();
      dependency.put("containerName", after);
      dependency.put("condition", "SUCCESS");
      definition.put("dependsOn", List.of(dependency));
    }
    if (!essential) {
      definition.put("startTimeout", START_SECONDS);
    }
    definition.put("logConfiguration", logs(logGroup, region));
    return definition;
  }

  private static Map<String, Object> linux() {
    Map<String, Object> linux = new TreeMap<>();
    // The JVM is process 1 and reaps nothing; and no capability is needed above port 1024.
    linux.put("initProcessEnabled", true);
    linux.put("capabilities", Map.of("drop", List.of("ALL")));
    return linux;
  }

  private static List<Map<String, String>> pairs(Map<String, String> values, String key) {
    return new TreeMap<>(values)
        .entrySet().stream()
            .map(
                entry -> {
                  Map<String, String> pair = new LinkedHashMap<>();
                  pair.put("name", entry.getKey());
                  pair.put(key, entry.getValue());
                  return pair;
                })
            .toList();
  }

  private Map<String, Object> logs(String group, String region) {
    Map<String, Object> options = new TreeMap<>();
    options.put("awslogs-group", group);
    options.put("awslogs-region", region);
    options.put("awslogs-stream-prefix", name);
    // Logs that cannot be handed over must not hold up requests: 10 MB wait, then the oldest go.
    options.put("mode", "non-blocking");
    options.put("max-buffer-size", "10m");
    Map<String, Object> configuration = new TreeMap<>();
    configuration.put("logDriver", "awslogs");
    configuration.put("options", options);
    return configuration;
  }
}
