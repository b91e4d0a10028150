package com.genericcorp.hq.stacks.bootstrap;

import com.genericcorp.hq.cli.Json;
import com.pulumi.aws.ecr.LifecyclePolicy;
import com.pulumi.aws.ecr.LifecyclePolicyArgs;
import com.pulumi.aws.ecr.Repository;
import com.pulumi.aws.ecr.RepositoryArgs;
import com.pulumi.aws.ecr.inputs.RepositoryImageScanningConfigurationArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The account's copies of the images that it runs: a tag never changes, each is scanned. */
public final class ImageRepository extends ComponentResource {
  /** So many versions can be gone back to. */
  private static final int KEPT = 20;

  private final Repository repository;

  public ImageRepository(String name, String image, ComponentResourceOptions options) {
    super("agenthq:bootstrap:ImageRepository", name, options);
    CustomResourceOptions child = CustomResourceOptions.builder().parent(this).build();
    repository =
        new Repository(
            name,
            RepositoryArgs.builder()
                .name(image)
                .imageTagMutability("IMMUTABLE")
                .imageScanningConfiguration(
                    RepositoryImageScanningConfigurationArgs.builder().scanOnPush(true).build())
                .build(),
            CustomResourceOptions.builder().parent(this).protect(true).build());
    new LifecyclePolicy(
        name,
        LifecyclePolicyArgs.builder().repository(repository.name()).policy(lifecycle()).build(),
        child);
    registerOutputs(Map.of());
  }

  private static String lifecycle() {
    Map<String, Object> selection = new LinkedHashMap<>();
    selection.put("tagStatus", "any");
    selection.put("countType", "imageCountMoreThan");
    selection.put("countNumber", KEPT);
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("rulePriority", 1);
    rule.put("description", "The newest " + KEPT + " stay");
    rule.put("selection", selection);
    rule.put("action", Map.of("type", "expire"));
    return Json.print(Map.of("rules", List.of(rule)));
  }

  Output<String> arn() {
    return repository.arn();
  }
}
