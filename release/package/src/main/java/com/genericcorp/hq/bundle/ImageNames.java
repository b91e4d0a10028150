package com.genericcorp.hq.bundle;

import com.genericcorp.hq.builder.build.BuiltImage;
import com.genericcorp.hq.cli.InvalidInput;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How {@code compose.yaml} names the images.
 *
 * @param pullPolicy {@code missing}, or {@code never} where the images are in the package
 * @param references by the images' names
 */
record ImageNames(String pullPolicy, Map<String, String> references) {
  private static final Pattern REGISTRY =
      Pattern.compile("[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9]+([._-][a-z0-9]+)*)+");
  private static final int TAG_DIGITS = 12;

  /**
   * Pulled by the digest that a registry has of them.
   *
   * @param registry host and path: {@code registry.example.com/acme}
   */
  static ImageNames online(List<BuiltImage> images, String registry) {
    if (!REGISTRY.matcher(registry).matches()) {
      throw new InvalidInput(
          "'%s' is no place for images: HOST/PATH in lower case is expected, such as"
              + " registry.example.com/acme",
          registry);
    }
    Map<String, String> references = new TreeMap<>();
    for (BuiltImage image : images) {
      references.put(
          image.spec().name(),
          registry + "/agenthq-" + image.spec().name() + "@" + image.images().top().digest());
    }
    return new ImageNames("missing", references);
  }

  /**
   * Loaded from the package: {@code docker load} keeps no digest, so a tag is made from it. Of
   * nothing else: by the same name Compose sees that an upgrade has the same image, and lets its
   * container run on.
   */
  static ImageNames offline(List<BuiltImage> images) {
    Map<String, String> references = new TreeMap<>();
    for (BuiltImage image : images) {
      String digest = image.images().top().digest().hex().substring(0, TAG_DIGITS);
      references.put(image.spec().name(), "agenthq/" + image.spec().name() + ":" + digest);
    }
    return new ImageNames("never", references);
  }
}
