package com.genericcorp.hq.stacks.bootstrap;

import com.genericcorp.hq.stacks.storage.PrivateBucket;
import com.pulumi.aws.kms.Alias;
import com.pulumi.aws.kms.AliasArgs;
import com.pulumi.aws.kms.Key;
import com.pulumi.aws.kms.KeyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import java.util.Map;

/**
 * Where Pulumi keeps the state of the account's stacks, and the key that its secrets are closed by.
 */
public final class StateStore extends ComponentResource {
  /** The key's name; stacks are made with {@code --secrets-provider awskms://alias/…}. */
  public static final String KEY_ALIAS = "alias/agenthq-state";

  /** A former state can be had back for so many days. */
  private static final int FORMER_DAYS = 90;

  private static final int KEY_DAYS = 30;

  private final PrivateBucket bucket;

  public StateStore(String name, String account, ComponentResourceOptions options) {
    super("agenthq:bootstrap:StateStore", name, options);
    CustomResourceOptions child = CustomResourceOptions.builder().parent(this).build();
    bucket =
        new PrivateBucket(
            name,
            new PrivateBucket.Args(bucketName(account), true, FORMER_DAYS, true),
            access -> {},
            child);
    Key key =
        new Key(
            name,
            KeyArgs.builder()
                .description("Secrets in Pulumi's state and stack files")
                .enableKeyRotation(true)
                .deletionWindowInDays(KEY_DAYS)
                .build(),
            CustomResourceOptions.builder()
                .parent(this)
                .protect(true)
                .retainOnDelete(true)
                .build());
    new Alias(name, AliasArgs.builder().name(KEY_ALIAS).targetKeyId(key.keyId()).build(), child);
    registerOutputs(Map.of());
  }

  /** The state bucket of an account. */
  public static String bucketName(String account) {
    return "agenthq-state-" + account;
  }

  Output<String> bucketArn() {
    return bucket.arn();
  }
}
