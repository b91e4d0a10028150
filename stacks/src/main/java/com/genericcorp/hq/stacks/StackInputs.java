package com.genericcorp.hq.stacks;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.Aws;
import com.genericcorp.hq.model.Environment;
import java.util.regex.Pattern;

/**
 * All that the program goes by.
 *
 * @param environment one of platform AWS
 * @param serverDigest the server's image in the account's registry, {@code sha256:} and 64 digits
 * @param zoneId the Route 53 zone's id, as the bootstrap stack prints it
 */
public record StackInputs(Environment environment, String serverDigest, String zoneId) {
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final Pattern ZONE = Pattern.compile("Z[0-9A-Z]{1,31}");

  /**
   * What stands for the digest and the zone where nothing is deployed: in a plan, in a rehearsal.
   */
  public static final String NO_DIGEST = "sha256:" + "0".repeat(64);

  /** See {@link #NO_DIGEST}. */
  public static final String NO_ZONE = "Z0000000PLANNED";

  public StackInputs {
    if (environment.aws().isEmpty()) {
      throw new InvalidInput(
          "environment %s runs on platform %s; stacks are for platform aws",
          environment.name(), environment.platform());
    }
    requireDigest(serverDigest);
    if (!ZONE.matcher(zoneId).matches()) {
      throw new InvalidInput(
          "the zone's id is '%s'; expected one such as Z0123456789ABC: 'pulumi stack output zoneId"
              + " -s bootstrap-%s' prints it",
          zoneId, environment.name());
    }
  }

  /**
   * Holds an image to be named by its digest.
   *
   * @throws InvalidInput when it is not
   */
  public static void requireDigest(String image) {
    if (!DIGEST.matcher(image).matches()) {
      throw new InvalidInput(
          "the server's image is '%s'; expected a digest, sha256: and 64 hexadecimal digits: a tag"
              + " may mean another image tomorrow",
          image);
    }
  }

  /** The inputs of an environment that nobody deploys. */
  public static StackInputs planned(Environment environment) {
    return new StackInputs(environment, NO_DIGEST, NO_ZONE);
  }

  /** What the environment is in AWS. */
  public Aws aws() {
    return environment.aws().orElseThrow();
  }
}
