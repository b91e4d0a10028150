package com.genericcorp.hq.stacks;

import com.genericcorp.hq.model.Aws;
import com.genericcorp.hq.model.Environment;
import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import com.pulumi.aws.inputs.ProviderDefaultTagsArgs;
import com.pulumi.resources.ComponentResourceOptions;
import java.util.Map;

/**
 * The account and region that a stack's resources are made in, and no other: the provider refuses
 * credentials of another account. It tags whatever can be tagged.
 */
record Scope(Provider provider) {
  static Scope of(Environment environment) {
    Aws aws = environment.aws().orElseThrow();
    return new Scope(
        new Provider(
            "aws",
            ProviderArgs.builder()
                .region(aws.region())
                .allowedAccountIds(aws.account())
                .defaultTags(ProviderDefaultTagsArgs.builder().tags(tags(environment)).build())
                .build()));
  }

  /** Cost is told apart by them (they are activated as cost allocation tags). */
  static Map<String, String> tags(Environment environment) {
    return Map.of("Project", "agenthq", "Environment", environment.name(), "ManagedBy", "pulumi");
  }

  ComponentResourceOptions options() {
    return ComponentResourceOptions.builder().providers(provider).build();
  }
}
