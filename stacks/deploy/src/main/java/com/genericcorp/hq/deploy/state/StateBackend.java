package com.genericcorp.hq.deploy.state;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.Aws;
import com.genericcorp.hq.stacks.bootstrap.StateStore;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where Pulumi keeps the state of an account's stacks: the bucket that its bootstrap stack made, or
 * what {@code PULUMI_BACKEND_URL} names, as for {@code pulumi} itself.
 *
 * @param url as {@code pulumi login} takes it
 * @param region of the bucket and of the key that closes secrets
 */
public record StateBackend(String url, String region) {
  private static final String VARIABLE = "PULUMI_BACKEND_URL";

  public StateBackend {
    if (!url.startsWith("s3://") && !url.startsWith("file://")) {
      throw new InvalidInput(
          "%s is '%s'; expected s3://BUCKET or file://FOLDER: the locks of other places are not"
              + " known here",
          VARIABLE, url);
    }
  }

  /** The account's own, unless the variable names another. */
  public static StateBackend of(Aws aws, Map<String, String> variables) {
    String named = variables.getOrDefault(VARIABLE, "");
    return new StateBackend(
        named.isEmpty()
            ? "s3://" + StateStore.bucketName(aws.account()) + "?region=" + aws.region()
            : named,
        aws.region());
  }

  /** The bucket, when it is one. */
  public Optional<String> bucket() {
    return url.startsWith("s3://") ? Optional.of(URI.create(url).getHost()) : Optional.empty();
  }

  /** The folder, when it is one. */
  public Optional<Path> folder() {
    return url.startsWith("file://")
        ? Optional.of(Path.of(url.substring("file://".length())))
        : Optional.empty();
  }

  /** What closes the secrets of a stack that is made there. */
  public String secretsProvider() {
    return bucket().isPresent()
        ? "awskms://" + StateStore.KEY_ALIAS + "?region=" + region
        : "passphrase";
  }

  /** Variables by which Pulumi's program finds it. */
  public Map<String, String> variables() {
    return Map.of(VARIABLE, url, "PULUMI_SKIP_UPDATE_CHECK", "true");
  }

  /** Where the locks of a stack of ours lie, below bucket or folder. */
  static String locks(String stack) {
    return ".pulumi/locks/organization/agenthq/" + stack + "/";
  }
}
