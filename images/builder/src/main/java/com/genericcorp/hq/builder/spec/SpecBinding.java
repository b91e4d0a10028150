package com.genericcorp.hq.builder.spec;

import com.genericcorp.hq.builder.spec.ImageSpec.Base;
import com.genericcorp.hq.builder.spec.ImageSpec.CopiedFile;
import com.genericcorp.hq.builder.spec.ImageSpec.HealthCheck;
import com.genericcorp.hq.builder.spec.ImageSpec.JavaApplication;
import com.genericcorp.hq.builder.spec.ImageSpec.Jre;
import com.genericcorp.hq.builder.spec.ImageSpec.User;
import com.genericcorp.hq.model.yaml.Node;
import com.genericcorp.hq.model.yaml.Node.Items;
import com.genericcorp.hq.model.yaml.Node.Scalar;
import com.genericcorp.hq.model.yaml.Node.Section;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the record from a tree that was found without fault. */
record SpecBinding(Section map) {
  static ImageSpec image(String name, Path folder, Section tree) {
    SpecBinding root = new SpecBinding(tree);
    return new ImageSpec(
        name,
        folder,
        root.text("description"),
        root.texts("platforms").stream().map(ImagePlatform::of).toList(),
        base(root.part("base").orElseThrow()),
        root.parts("files").map(file -> file(folder, file)).toList(),
        root.part("java").map(SpecBinding::java),
        root.texts("entrypoint"),
        root.texts("command"),
        user(root.part("user").orElseThrow()),
        root.pairs("environment"),
        root.texts("ports").stream().map(Integer::valueOf).toList(),
        root.texts("volumes"),
        root.find("workingDirectory").orElse("/"),
        root.find("stopSignal").orElse("SIGTERM"),
        root.part("healthCheck").map(SpecBinding::healthCheck),
        root.pairs("labels"));
  }

  private static Base base(SpecBinding of) {
    return new Base(
        of.texts("packages"),
        of.pairs("exclude"),
        of.pairs("wins"),
        of.part("jre").map(jre -> new Jre(jre.integer("release"), jre.texts("modules"))),
        of.find("image"));
  }

  private static CopiedFile file(Path folder, SpecBinding of) {
    return new CopiedFile(
        folder.resolve(of.text("from")),
        of.text("to"),
        Integer.parseInt(of.find("mode").orElse("0644"), 8));
  }

  private static JavaApplication java(SpecBinding of) {
    return new JavaApplication(
        of.text("module"),
        of.text("jar"),
        of.text("mainClass"),
        of.texts("jvmOptions"),
        of.parts("beside").map(SpecBinding::java).toList());
  }

  private static User user(SpecBinding of) {
    return new User(of.text("name"), of.integer("uid"), of.integer("gid"), of.text("home"));
  }

  private static HealthCheck healthCheck(SpecBinding of) {
    return new HealthCheck(
        of.texts("command"),
        of.integer("intervalSeconds"),
        of.integer("timeoutSeconds"),
        of.integer("startPeriodSeconds"),
        of.integer("retries"));
  }

  private Optional<SpecBinding> part(String key) {
    return map.entries().get(key) instanceof Section part
        ? Optional.of(new SpecBinding(part))
        : Optional.empty();
  }

  private Stream<SpecBinding> parts(String key) {
    return map.entries().get(key) instanceof Items items
        ? items.values().stream().map(part -> new SpecBinding((Section) part))
        : Stream.of();
  }

  private Optional<String> find(String key) {
    return Optional.ofNullable(map.entries().get(key)).map(SpecBinding::word);
  }

  private String text(String key) {
    return find(key).orElseThrow();
  }

  private int integer(String key) {
    return Integer.parseInt(text(key));
  }

  private List<String> texts(String key) {
    return map.entries().get(key) instanceof Items items
        ? items.values().stream().map(SpecBinding::word).toList()
        : List.of();
  }

  private Map<String, String> pairs(String key) {
    Map<String, String> pairs = new LinkedHashMap<>();
    part(key).ifPresent(part -> part.map.entries().forEach((k, v) -> pairs.put(k, word(v))));
    return pairs;
  }

  private static String word(Node node) {
    return String.valueOf(((Scalar) node).value());
  }
}
