package com.genericcorp.hq.deploy.image;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.deploy.process.HqCommand;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The image of a published release, which the account's registry has under the release's version.
 * The release is verified first; its image is copied by whoever publishes, as a tag never changes
 * there.
 */
public final class ReleasedImage implements ServerImage {
  private static final Pattern VERSION = Pattern.compile("v?([0-9]+\\.[0-9]+\\.[0-9]+)");

  private final HqCommand hq;
  private final ImageRegistry registry;
  private final String version;

  /**
   * @param version {@code 1.2.0}
   * @throws InvalidInput when it is none
   */
  public ReleasedImage(HqCommand hq, ImageRegistry registry, String version) {
    var parts = VERSION.matcher(version);
    if (!parts.matches()) {
      throw new InvalidInput("--release is '%s'; expected a version such as 1.2.0", version);
    }
    this.hq = hq;
    this.registry = registry;
    this.version = parts.group(1);
  }

  @Override
  public String origin() {
    return "of release " + version;
  }

  @Override
  public String provide(Consumer<String> progress) throws InterruptedException {
    List<String> verify = List.of("release", "verify", version);
    if (hq.run(verify) != 0) {
      throw new Failed(
          "release %s is not published, or not as it was signed: see what '%s' says above",
          version, HqCommand.shown(verify));
    }
    return registry
        .digest(version)
        .orElseThrow(
            () ->
                new Failed(
                    "release %1$s is sound, but the account's registry has no image of it. 'release"
                        + " verify' compares files and names no image's digest, and no command of"
                        + " this toolkit copies one yet: copy the release's server image by digest"
                        + " to%n  %2$s:%1$s%n  then run this again",
                    version, registry.name()));
  }
}
