package com.genericcorp.hq.builder.spec;

import com.genericcorp.hq.model.yaml.Faults;
import com.genericcorp.hq.model.yaml.Node;
import com.genericcorp.hq.model.yaml.Node.Items;
import com.genericcorp.hq.model.yaml.Node.Scalar;
import com.genericcorp.hq.model.yaml.Node.Section;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a schema cannot say of an image: values that depend on one another, and on files. */
final class SpecRules {
  private final Section image;
  private final Path folder;
  private final Faults faults;

  private SpecRules(Section image, Path folder, Faults faults) {
    this.image = image;
    this.folder = folder;
    this.faults = faults;
  }

  static void check(Section image, Path folder, Faults faults) {
    SpecRules rules = new SpecRules(image, folder, faults);
    rules.oneBase();
    rules.oneProgram();
    rules.noDuplicates();
    rules.filesAreThere();
    rules.noReservedPaths();
  }

  private void oneBase() {
    image
        .find("base")
        .filter(Section.class::isInstance)
        .ifPresent(
            base -> {
              Set<String> keys = ((Section) base).entries().keySet();
              if (keys.contains("packages") == keys.contains("image")) {
                faults.add(base, "base has both or none of packages and image; expected one");
              } else if (keys.contains("image") && keys.size() > 1) {
                faults.add(base, "base.image stands alone; exclude and jre belong to packages");
              }
            });
    items("base.packages")
        .filter(list -> list.values().isEmpty())
        .ifPresent(list -> faults.add(list, "base.packages is empty; name at least one"));
  }

  private void oneProgram() {
    boolean java = image.find("java").isPresent();
    Optional<Node> entrypoint = image.find("entrypoint");
    if (java && entrypoint.isPresent()) {
      faults.add(
          entrypoint.get(), "a Java application has its own entrypoint; keep java or entrypoint");
    } else if (!java && entrypoint.isEmpty()) {
      faults.add(image, "nothing says what runs; expected java or entrypoint");
    }
    for (String words : List.of("entrypoint", "healthCheck.command")) {
      items(words)
          .filter(list -> list.values().isEmpty() || !text(list.values().get(0)).startsWith("/"))
          .ifPresent(
              list ->
                  faults.add(list, words + " must begin with a program's absolute path: no shell"));
    }
  }

  private void noDuplicates() {
    for (String key : List.of("platforms", "ports", "volumes", "base.packages")) {
      Set<String> seen = new HashSet<>();
      items(key).stream()
          .flatMap(list -> list.values().stream())
          .filter(one -> !seen.add(text(one)))
          .forEach(one -> faults.add(one, key + " has " + one.shown() + " twice; keep one"));
    }
    items("platforms")
        .filter(list -> list.values().isEmpty())
        .ifPresent(list -> faults.add(list, "platforms is empty; name at least one"));
  }

  private void filesAreThere() {
    for (Node entry : items("files").map(Items::values).orElse(List.of())) {
      Node from = entry instanceof Section file ? file.entries().get("from") : null;
      if (from == null || faults.concern(from)) {
        continue;
      }
      Path path = folder.resolve(text(from)).normalize();
      if (!path.startsWith(folder) || throughLink(path)) {
        faults.add(from, from.shown() + " leads out of the image's folder; copy the file there");
      } else if (!Files.isRegularFile(path)) {
        faults.add(from, "there is no file " + from.shown() + " in the image's folder");
      }
    }
  }

  private boolean throughLink(Path path) {
    for (Path at = path; at != null && !at.equals(folder); at = at.getParent()) {
      if (Files.isSymbolicLink(at)) {
        return true;
      }
    }
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS) && Files.isDirectory(path);
  }

  private void noReservedPaths() {
    for (Node volume : items("volumes").map(Items::values).orElse(List.of())) {
      if (Set.of("/app", "/etc", "/usr", "/bin", "/lib", "/proc", "/sys", "/dev")
          .contains(text(volume))) {
        faults.add(volume, volume.shown() + " cannot be written to: it holds the image's programs");
      }
    }
  }

  private Optional<Items> items(String path) {
    return image.find(path).filter(Items.class::isInstance).map(Items.class::cast);
  }

  private static String text(Node node) {
    return node instanceof Scalar scalar ? String.valueOf(scalar.value()) : "";
  }
}
