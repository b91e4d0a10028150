package com.genericcorp.hq.bundle;

import com.genericcorp.hq.builder.build.BuiltImage;
import com.genericcorp.hq.builder.oci.OciImage;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code digests.json}: which images a release has. One line an image and platform, its keys in one
 * order, so that a shell can read it as well.
 */
final class Digests {
  private Digests() {}

  static String of(List<BuiltImage> images, String version, ImageNames names) {
    List<String> lines = new ArrayList<>();
    for (BuiltImage image : images) {
      for (OciImage one : image.images().images()) {
        lines.add(
            "    {\"name\": \"%s\", \"platform\": \"%s\", \"id\": \"%s\", \"manifest\": \"%s\", \"reference\": \"%s\"}"
                .formatted(
                    one.name(),
                    one.platform(),
                    one.config().digest(),
                    one.manifest().digest(),
                    names.references().get(one.name())));
      }
    }
    return "{\n  \"version\": \"%s\",\n  \"images\": [\n%s\n  ]\n}\n"
        .formatted(version, String.join(",\n", lines));
  }
}
