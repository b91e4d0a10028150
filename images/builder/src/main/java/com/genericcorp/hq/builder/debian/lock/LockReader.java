package com.genericcorp.hq.builder.debian.lock;

import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.debian.archive.Suite;
import com.genericcorp.hq.builder.debian.archive.Version;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.yaml.Faults;
import com.genericcorp.hq.model.yaml.NearestName;
import com.genericcorp.hq.model.yaml.Node;
import com.genericcorp.hq.model.yaml.Node.Items;
import com.genericcorp.hq.model.yaml.Node.Scalar;
import com.genericcorp.hq.model.yaml.Node.Section;
import com.genericcorp.hq.model.yaml.Place;
import com.genericcorp.hq.model.yaml.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads the lock strictly: whatever is not as it was written is a fault with its line. */
final class LockReader {
  private static final List<String> KEYS =
      List.of("name", "version", "architecture", "suite", "file", "size", "sha256", "why", "build");
  private static final Set<String> OPTIONAL = Set.of("why", "build");
  private static final Map<String, Pattern> FORMS =
      Map.of(
          "name", Pattern.compile("[a-z0-9][a-z0-9.+-]{1,127}"),
          "version", Pattern.compile("([0-9]{1,9}:)?[0-9A-Za-z][0-9A-Za-z.+~-]{0,200}"),
          "architecture", Pattern.compile("amd64|arm64|all"),
          "suite", Pattern.compile("trixie(-updates|-security)?"),
          "file", Pattern.compile("pool(/[A-Za-z0-9][A-Za-z0-9.+_~%:-]{0,200}){2,8}\\.deb"),
          "size", Pattern.compile("[1-9][0-9]{0,10}"),
          "sha256", Pattern.compile("[0-9a-f]{64}"));
  private static final Pattern PLACE = Pattern.compile("[a-z][a-z0-9-]{0,39}(/(amd64|arm64))?");
  private static final String REMEDY = "run 'scripts/hq images lock'";

  private final String shown;
  private final Faults faults = new Faults();

  LockReader(String shown) {
    this.shown = shown;
  }

  LockedPackages read(Path file) {
    Optional<Section> root = YamlFile.read(file, shown, faults);
    List<LockedPackage> packages = new ArrayList<>();
    if (root.isPresent()) {
      if (!(root.get().entries().get("format") instanceof Scalar format)
          || !Long.valueOf(LockFile.FORMAT).equals(format.value())) {
        faults.add(root.get(), "expected 'format: " + LockFile.FORMAT + "'; " + REMEDY);
      }
      if (root.get().entries().get("packages") instanceof Items items) {
        Map<String, Place> places = new HashMap<>();
        for (Node item : items.values()) {
          locked(item).ifPresent(one -> keep(one, item.place(), packages, places));
        }
      } else {
        faults.add(root.get(), "expected a list 'packages'; " + REMEDY);
      }
    }
    faults.refuse("the lock");
    checkSeal(file);
    return new LockedPackages(packages);
  }

  private void keep(
      LockedPackage one, Place place, List<LockedPackage> packages, Map<String, Place> places) {
    Place before = places.putIfAbsent(one.id(), place);
    if (before != null) {
      faults.add(place, one.id() + " stands here twice, first in line " + before.line());
    }
    packages.add(one);
  }

  private Optional<LockedPackage> locked(Node item) {
    if (!(item instanceof Section section)) {
      faults.add(item, "expected a package's keys, found " + item.shown());
      return Optional.empty();
    }
    boolean right = true;
    for (Map.Entry<String, Node> entry : section.entries().entrySet()) {
      if (!KEYS.contains(entry.getKey())) {
        faults.add(
            entry.getValue(),
            "unknown key "
                + Scalar.quoted(entry.getKey())
                + NearestName.hint(entry.getKey(), KEYS));
        right = false;
      }
    }
    for (String key : KEYS) {
      Node value = section.entries().get(key);
      if (value == null) {
        if (!OPTIONAL.contains(key)) {
          faults.add(section, "the package has no '" + key + "'");
          right = false;
        }
      } else if (FORMS.containsKey(key) && !hasForm(key, value)) {
        faults.add(value, key + " is " + value.shown() + ", which it cannot be");
        right = false;
      }
    }
    Map<String, String> why = reasons(section, "why");
    Map<String, String> build = reasons(section, "build");
    return right
        ? Optional.of(
            new LockedPackage(
                text(section, "name"),
                new Version(text(section, "version")),
                text(section, "architecture"),
                Suite.of(text(section, "suite")),
                text(section, "file"),
                Long.parseLong(text(section, "size")),
                text(section, "sha256"),
                why,
                build))
        : Optional.empty();
  }

  private static boolean hasForm(String key, Node value) {
    Pattern form = FORMS.getOrDefault(key, PLACE);
    return value instanceof Scalar scalar && form.matcher(String.valueOf(scalar.value())).matches();
  }

  private static String text(Section section, String key) {
    return section.entries().get(key) instanceof Scalar scalar
        ? String.valueOf(scalar.value())
        : "";
  }

  private Map<String, String> reasons(Section section, String key) {
    Map<String, String> reasons = new TreeMap<>();
    Node node = section.entries().get(key);
    if (node instanceof Section entries) {
      entries
          .entries()
          .forEach(
              (place, value) -> {
                if (!PLACE.matcher(place).matches()
                    || !(value instanceof Scalar scalar)
                    || !(scalar.value() instanceof String reason)) {
                  faults.add(value, key + "." + place + " is no image with a reason");
                } else {
                  reasons.put(place, reason);
                }
              });
    } else if (node != null) {
      faults.add(node, key + " is " + node.shown() + "; expected images with reasons");
    }
    return reasons;
  }

  /** A change that still reads well is found by the last line. */
  private void checkSeal(Path file) {
    try {
      String text = Files.readString(file);
      int start = text.lastIndexOf(LockFile.SEAL);
      String above = start < 0 ? text : text.substring(0, start);
      String expected = LockFile.SEAL + '"' + Digest.of(above).hex() + "\"\n";
      String found = start < 0 ? "nothing" : text.substring(start);
      if (!expected.equals(found)) {
        throw new InvalidInput(
            "%s was changed after it was written: expected '%s' as its last line, found '%s'; %s",
            shown, expected.strip(), found.strip(), REMEDY);
      }
    } catch (IOException problem) {
      throw new InvalidInput("%s cannot be read: %s", shown, problem);
    }
  }
}
