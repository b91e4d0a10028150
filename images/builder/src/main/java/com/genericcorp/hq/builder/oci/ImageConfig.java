package com.genericcorp.hq.builder.oci;

import com.genericcorp.hq.builder.application.ApplicationLayers;
import com.genericcorp.hq.builder.layers.Layer;
import com.genericcorp.hq.builder.spec.ImagePlatform;
import com.genericcorp.hq.builder.spec.ImageSpec;
import com.genericcorp.hq.builder.spec.ImageSpec.HealthCheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How the image runs. OCI's format with Docker's {@code Healthcheck} in it, as BuildKit writes it:
 * Docker reads that key whatever the media type is, others pass it over.
 */
final class ImageConfig {
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /** No image is older or younger than another of the same bytes. */
  private static final String CREATED = "1970-01-01T00:00:00Z";

  private static final long NANOS = 1_000_000_000L;

  private ImageConfig() {}

  static Document of(
      ImageSpec spec, ImagePlatform platform, List<Layer> layers, Optional<BaseConfig> base) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("created", CREATED);
    document.put("architecture", platform.architecture());
    if (platform == ImagePlatform.ARM64) {
      document.put("variant", "v8");
    }
    document.put("os", platform.os());
    document.put("config", run(spec, base));
    Map<String, Object> files = new LinkedHashMap<>();
    files.put("type", "layers");
    files.put("diff_ids", layers.stream().map(layer -> layer.diffId().toString()).toList());
    document.put("rootfs", files);
    List<Map<String, Object>> history = new ArrayList<>();
    for (Layer layer : layers) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("created", CREATED);
      one.put("created_by", "hq images build " + spec.name());
      one.put("comment", layer.name());
      history.add(one);
    }
    document.put("history", history);
    return Document.of(MediaType.CONFIG, document);
  }

  private static Map<String, Object> run(ImageSpec spec, Optional<BaseConfig> base) {
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("User", spec.user().uid() + ":" + spec.user().gid());
    Map<String, Object> ports =
        set(spec.ports().stream().map(port -> port + "/tcp"), base.map(BaseConfig::ports));
    if (!ports.isEmpty()) {
      run.put("ExposedPorts", ports);
    }
    Map<String, String> environment = over(base.map(BaseConfig::environment), spec.environment());
    environment.putIfAbsent("PATH", PATH);
    if (!spec.environment().containsKey("HOME")) {
      environment.put("HOME", spec.user().home());
    }
    run.put(
        "Env",
        environment.entrySet().stream().map(one -> one.getKey() + "=" + one.getValue()).toList());
    run.put("Entrypoint", entrypoint(spec, base.isPresent()));
    if (!spec.command().isEmpty()) {
      run.put("Cmd", spec.command());
    }
    Map<String, Object> volumes = set(spec.volumes().stream(), base.map(BaseConfig::volumes));
    if (!volumes.isEmpty()) {
      run.put("Volumes", volumes);
    }
    run.put("WorkingDir", spec.workingDirectory());
    Map<String, String> labels = over(base.map(BaseConfig::labels), spec.labels());
    labels.put(
        "org.opencontainers.image.title",
        spec.labels().getOrDefault("org.opencontainers.image.title", spec.name()));
    labels.put(
        "org.opencontainers.image.description",
        spec.labels().getOrDefault("org.opencontainers.image.description", spec.description()));
    run.put("Labels", labels);
    run.put("StopSignal", spec.stopSignal());
    spec.healthCheck()
        .<Object>map(ImageConfig::healthCheck)
        .or(() -> base.flatMap(BaseConfig::healthCheck))
        .ifPresent(check -> run.put("Healthcheck", check));
    return run;
  }

  private static List<String> entrypoint(ImageSpec spec, boolean foreign) {
    List<String> words =
        new ArrayList<>(spec.java().map(ApplicationLayers::entrypoint).orElse(spec.program()));
    if (foreign && spec.java().isPresent()) {
      words.set(0, "java"); // the base's PATH says where
    }
    return words;
  }

  /** What the base says, and over it what the description says; sorted. */
  private static Map<String, String> over(
      Optional<Map<String, String>> base, Map<String, String> own) {
    Map<String, String> all = new TreeMap<>(base.orElse(Map.of()));
    all.putAll(own);
    return all;
  }

  private static Map<String, Object> healthCheck(HealthCheck check) {
    List<String> test = new ArrayList<>();
    test.add("CMD");
    test.addAll(check.command());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("Test", test);
    json.put("Interval", check.interval() * NANOS);
    json.put("Timeout", check.timeout() * NANOS);
    json.put("StartPeriod", check.startPeriod() * NANOS);
    json.put("Retries", check.retries());
    return json;
  }

  private static Map<String, Object> set(Stream<String> names, Optional<List<String>> base) {
    Map<String, Object> set = new TreeMap<>();
    Stream.concat(names, base.stream().flatMap(List::stream))
        .forEach(name -> set.put(name, Map.of()));
    return set;
  }
}
